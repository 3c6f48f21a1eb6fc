import type {
  PageEvent,
  PageFile,
  PageList,
  PageListRows,
  PagePerson,
  PageState,
  PageToken,
  PressAnswer,
  PressRequest,
} from '../../web/page-api.ts';

/** The local tenant refused, or could not be reached; the message is for the person at the page. */
export class TenantError extends Error {
  override readonly name = 'TenantError';
  readonly status: number;

  constructor(status: number, says: string) {
    super(says);
    this.status = status;
  }
}

/** What the pages ask of the local tenant, by the names of `web/page-api.ts`. */
export const tenant = {
  people: () => ask<PagePerson[]>('people'),
  state: (as: string) => ask<PageState>(`state?as=${encodeURIComponent(as)}`),
  press: (request: PressRequest) => ask<PressAnswer>('press', request),
  refresh: (as: string, post: string) => ask<PressAnswer>('refresh', { as, post }),
  say: (as: string, text: string) => ask<{ ok: true }>('say', { as, text }),
  token: (as: string, kind: 'tab' | 'pane') => ask<PageToken>(`token?as=${encodeURIComponent(as)}&for=${kind}`),
  lists: () => ask<PageList[]>('lists'),
  list: (id: string) => ask<PageListRows>(`list?id=${encodeURIComponent(id)}`),
  files: () => ask<PageFile[]>('files'),
  /** Throws TenantError 412 when somebody saved it first. */
  saveFile: async (path: string, bytes: Uint8Array, version: string): Promise<PageFile> =>
    (await (
      await reach(`file?path=${encodeURIComponent(path)}`, {
        method: 'PUT',
        headers: { 'if-match': version, 'content-type': 'application/octet-stream' },
        body: bytes as Uint8Array<ArrayBuffer>,
      })
    ).json()) as PageFile,
};

/** Hears what changes in the tenant until the returned function is called; reconnects by itself. */
export const listen = (as: string, hear: (event: PageEvent) => void, lost: (isLost: boolean) => void): (() => void) => {
  const source = new EventSource(`/_page/events?as=${encodeURIComponent(as)}`);
  source.onopen = () => lost(false);
  source.onerror = () => lost(true);
  source.onmessage = ({ data }) => hear(JSON.parse(data) as PageEvent);
  return () => source.close();
};

export const ask = async <T>(path: string, body?: unknown): Promise<T> => {
  const response = await reach(
    path,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  return (await response.json()) as T;
};

export const reach = async (path: string, init: RequestInit = {}): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(`/_page/${path}`, init);
  } catch {
    throw new TenantError(0, 'The local tenant does not answer. Is it still running?');
  }
  if (response.ok) return response;
  const text = await response.text();
  throw new TenantError(response.status, errorIn(text) ?? `The local tenant answered ${response.status}`);
};

const errorIn = (text: string): string | undefined => {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined; // not JSON: a proxy's page, say
  }
};

import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';

/** Below which path the desk's own pages stand, so that they share the origin of the page that frames them. */
const mounts = ['/teams/app/', '/excel/addin/'] as const;

/** The desk's path behind one of ours, with its query: `/teams/app/tab/?x=1` → `/tab/?x=1`; undefined for another. */
export const proxiedPath = (url: string): string | undefined => {
  const mount = mounts.find((each) => url.startsWith(each));
  return mount === undefined ? undefined : `/${url.slice(mount.length)}`;
};

const officeScript = /https:\/\/appsforoffice\.microsoft\.com\/lib\/[\w./-]+\.js/g;
const hostScript = '/excel/host.js';

/** The one change to the pane's page: Office.js comes from this page's Excel, as it would from Excel itself. */
const withHostScript = (html: string): string => html.replace(officeScript, hostScript);

/** In production Teams and Office frame the desk's pages and bring Office.js; here this address does both. */
const policyHere = (policy: string): string =>
  policy
    .split(';')
    .map((rule) => rule.trim())
    .map((rule) => {
      if (rule.startsWith('frame-ancestors')) return "frame-ancestors 'self'";
      return /^(script-src|default-src|connect-src)\b/.test(rule) && !rule.includes("'self'") ? `${rule} 'self'` : rule;
    })
    .join('; ');

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host']);

const headersFor = (message: IncomingMessage): Record<string, string | string[]> => {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined && !hopByHop.has(name)) headers[name] = value;
  return headers;
};

/** Passes a request on to the desk and its answer back, both as they flow; only the pane's HTML is read whole. */
export const proxyToDesk = (desk: string, path: string, request: IncomingMessage, response: ServerResponse): void => {
  const target = new URL(path, desk);
  const headers = headersFor(request);
  // Compressed HTML could not be changed; on one machine nothing is lost.
  delete headers['accept-encoding'];
  const outgoing = ask(target, { method: request.method, headers }, (answer) => {
    const given = headersFor(answer);
    delete given['x-frame-options'];
    const policy = given['content-security-policy'];
    if (typeof policy === 'string') given['content-security-policy'] = policyHere(policy);
    const status = answer.statusCode ?? 502;
    const isPane = path.startsWith('/pane') && String(given['content-type']).startsWith('text/html');
    if (!isPane) {
      response.writeHead(status, given);
      answer.pipe(response);
      return;
    }
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => {
      const html = Buffer.from(withHostScript(Buffer.concat(parts).toString('utf8')));
      delete given.etag;
      response.writeHead(status, { ...given, 'content-length': String(html.length) }).end(html);
    });
  });
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end('The desk does not answer.');
  });
  response.on('close', () => outgoing.destroy());
  request.pipe(outgoing);
};

import { useCallback, useEffect, useState } from 'react';

/** Where one is in Teams. It stands after the `#` of the address, so that Back works and a place can be opened. */
export type Place =
  | { readonly is: 'activity' }
  | { readonly is: 'chat'; readonly conversation: string | null }
  | { readonly is: 'teams'; readonly conversation: string | null }
  | { readonly is: 'tab'; readonly entityId: string; readonly subPageId: string | null };

export const readPlace = (hash: string): Place => {
  const [kind, first, second] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (kind === 'activity') return { is: 'activity' };
  if (kind === 'chat') return { is: 'chat', conversation: first || null };
  if (kind === 'tab' && first) return { is: 'tab', entityId: first, subPageId: second || null };
  return { is: 'teams', conversation: first || null };
};

export const writePlace = (place: Place): string => {
  const parts =
    place.is === 'tab'
      ? [place.is, place.entityId, place.subPageId]
      : place.is === 'activity'
        ? [place.is]
        : [place.is, place.conversation];
  return `#/${parts
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join('/')}`;
};

/**
 * Teams' link into an app's tab: `https://teams.microsoft.com/l/entity/<app>/<page>?context={"subEntityId":…}`.
 * Null for a link that is none, which a browser then opens as it would any other.
 */
export const readTabLink = (link: string, appId: string): Place | null => {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  const [, l, entity, app, entityId] = url.pathname.split('/').map(decodeURIComponent);
  if (url.hostname !== 'teams.microsoft.com' || l !== 'l' || entity !== 'entity' || app !== appId || !entityId)
    return null;
  return { is: 'tab', entityId, subPageId: subPageIdIn(url.searchParams.get('context')) };
};

const subPageIdIn = (context: string | null): string | null => {
  try {
    const { subEntityId, subPageId } = JSON.parse(context ?? '{}') as Record<string, unknown>;
    const id = subPageId ?? subEntityId;
    return typeof id === 'string' ? id : null;
  } catch {
    return null; // a link whose context is not JSON leads to the tab's first page
  }
};

export const usePlace = (): readonly [Place, (place: Place) => void] => {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const go = useCallback((place: Place) => {
    location.hash = writePlace(place);
  }, []);
  return [readPlace(hash), go];
};

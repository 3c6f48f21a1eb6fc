import { context, type GraphAnswer, type GraphCall, type GraphRoute } from './graph-call.ts';
import { accessDenied } from './graph-error.ts';
import { allowOptions, selected } from './query.ts';

const site = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select');
  const { id, hostname, path, displayName } = call.site().place;
  const body = {
    createdDateTime: '2025-08-18T08:00:00Z',
    description: '',
    id,
    lastModifiedDateTime: '2025-08-18T08:00:00Z',
    name: path.split('/').at(-1),
    webUrl: `https://${hostname}${path}`,
    displayName,
    root: {},
    siteCollection: { hostname },
  };
  return {
    status: 200,
    body: { '@odata.context': context(call, 'sites/$entity'), ...selected(body, call.query.get('$select')) },
  };
};

/** Only who holds Sites.FullControl.All sees who was given the site: https://learn.microsoft.com/graph/api/site-list-permissions. */
const permissions = (call: GraphCall): GraphAnswer => {
  call.site();
  throw accessDenied();
};

export const siteRoutes: readonly GraphRoute[] = [
  { method: 'GET', template: '/sites/{site}', handle: site },
  { method: 'GET', template: '/sites/{site}/permissions', handle: permissions },
];

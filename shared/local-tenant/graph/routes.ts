import { driveRoutes } from './drive-routes.ts';
import type { GraphAnswer, GraphCall, GraphRoute } from './graph-call.ts';
import { accessDenied, GraphError } from './graph-error.ts';
import { itemRoutes } from './item-routes.ts';
import { listRoutes } from './list-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { siteRoutes } from './site-routes.ts';
import { teamRoutes } from './team-routes.ts';

/** Everything this Graph answers, in one table; what is not here is refused as Graph refuses it. */
export const graphRoutes: readonly GraphRoute[] = [
  ...siteRoutes,
  ...listRoutes,
  ...itemRoutes,
  ...driveRoutes,
  ...peopleRoutes,
  ...teamRoutes,
];

const patternOf = (template: string): RegExp => {
  const text = template
    .split(/(\{\w+\})/)
    .map((piece) => {
      if (piece === '{path}') return '(?<path>[^:]+?)';
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      return name === undefined ? piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(?<${name}>[^/]+)`;
    })
    .join('');
  return new RegExp(`^${text}:?/?$`);
};

const table = graphRoutes.map((route) => ({ route, pattern: patternOf(route.template) }));

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new GraphError(400, 'BadRequest', 'The address is not encoded correctly.');
  }
};

/** Finds the route of a path below `/v1.0`; throws Graph's error for one that is not in the table. */
export const findRoute = (method: string, path: string): { route: GraphRoute; params: Record<string, string> } => {
  const here = table.flatMap(({ route, pattern }) => {
    const found = pattern.exec(path);
    return found ? [{ route, groups: found.groups ?? {} }] : [];
  });
  const match = here.find(({ route }) => route.method === method);
  if (!match) {
    if (here.length > 0) throw new GraphError(405, 'Request_BadRequest', `${method} is not allowed here.`);
    const segment = path.split('/').filter(Boolean).at(-1) ?? '';
    throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment.slice(0, 80)}'.`);
  }
  const params = Object.fromEntries(Object.entries(match.groups).map(([name, text]) => [name, decoded(text)]));
  return { route: match.route, params };
};

/** Throws when the site takes no writes just now. */
export const allowWrite = ({ method, path, site }: GraphCall): void => {
  if (method !== 'GET' && path.toLowerCase().startsWith('/sites/') && site().locks.readOnly) throw accessDenied();
};

export const carryOut = async (route: GraphRoute, call: GraphCall): Promise<GraphAnswer> => {
  allowWrite(call);
  return await route.handle(call);
};

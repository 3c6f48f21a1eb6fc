import type { ServerResponse } from 'node:http';

/** The hosts that may show the tab and the pane in a frame: Teams, Microsoft 365 and Office on the web. */
const frameHosts = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://teams.cloud.microsoft',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://*.officeapps.live.com',
  'https://*.sharepoint.com',
];

/** Office.js comes from Microsoft's own address alone; the sign-in of the pane speaks to Entra. */
const officeScript = 'https://appsforoffice.microsoft.com';
const signIn = 'https://login.microsoftonline.com';
/** Where teams-js looks up which hosts are Teams, and where Fluent's pictures are. */
const microsoftFiles = 'https://res.cdn.office.net';

const policy = [
  "default-src 'self'",
  `script-src 'self' ${officeScript} ${microsoftFiles}`,
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' data: ${microsoftFiles}`,
  `font-src 'self' data: ${microsoftFiles}`,
  `connect-src 'self' ${signIn} ${microsoftFiles} https://*.officeapps.live.com`,
  `frame-src ${signIn}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors 'self' ${frameHosts.join(' ')}`,
].join('; ');

/** What every answer of the desk carries. Fluent writes its styles into the page, hence `unsafe-inline` for styles alone. */
export const setSafeHeaders = (response: ServerResponse): void => {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-resource-policy', 'same-site');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
};

import { resolve } from 'node:path';
import { standAlone } from './stand-alone.ts';

export type { DeskConnection, LocalTenant, LocalTenantOptions, Settled, TenantLog } from './local-tenant.ts';
export { startLocalTenant } from './start-local-tenant.ts';

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) await standAlone(process.env);

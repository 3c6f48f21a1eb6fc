import { resolve } from 'node:path';
import { standAlone } from './stand-alone.ts';

export type { DeskConnection, LocalTenant, LocalTenantOptions, Settled, TenantLog } from './local-tenant.ts';
export { smallSize } from './sample/sample-school.ts';
export { startLocalTenant } from './start-local-tenant.ts';
export { Memory } from './store/database.ts';

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) await standAlone(process.env);

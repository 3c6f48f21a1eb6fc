import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphRoutes } from '../../../shared/local-tenant/graph/routes.ts';
import { batchCases } from './batch-cases.ts';
import { type ContractTenant, openRealTenant, openStandIn } from './contract-tenant.ts';
import { deltaCases } from './delta-cases.ts';
import { errorCases } from './error-cases.ts';
import { fileCases } from './file-cases.ts';
import { itemCases } from './item-cases.ts';
import { listCases } from './list-cases.ts';
import { peopleCases } from './people-cases.ts';

/**
 * What the desk relies on in Graph, as Microsoft documents it. The stand-in keeps it in every run; with
 * DESK_CONTRACT_TENANT a real tenant has to keep the very same. Lists and files are the suite's own and are removed.
 */
const standIn = 'the stand-in';
const real = process.env.DESK_CONTRACT_TENANT;
if (real === undefined) console.info('DESK_CONTRACT_TENANT is not set: the contract with a real tenant is skipped');

const tenants: readonly [name: string, open: () => Promise<ContractTenant>][] = [
  [standIn, openStandIn],
  ...(real === undefined ? [] : [['a real tenant', () => openRealTenant(real)] as const]),
].map(([name, open]) => [name as string, open as () => Promise<ContractTenant>]);

describe.each(tenants)('Graph as documented: %s', (name, open) => {
  let tenant: ContractTenant;
  beforeAll(async () => {
    tenant = await open();
  });
  afterAll(() => tenant?.close());
  const get = () => tenant;
  listCases(get);
  itemCases(get, { long: name === standIn || process.env.DESK_CONTRACT_LONG === '1' });
  deltaCases(get);
  fileCases(get);
  batchCases(get);
  peopleCases(get);
  errorCases(get);
  test.runIf(name === standIn)('the suite asked all that the stand-in answers', async () => {
    const asked = await tenant.uses!();
    expect(
      graphRoutes.map(({ method, template }) => `${method} ${template}`).filter((route) => !asked.includes(route)),
    ).toEqual([]);
  });
});

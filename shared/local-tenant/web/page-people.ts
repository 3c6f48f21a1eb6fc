import { textOf } from '../http.ts';
import type { TenantAccount } from '../store/directory.ts';
import type { Tenant } from '../tenant.ts';
import type { PagePerson } from './page-api.ts';
import { PageError } from './page-error.ts';

const suggestedPeople = 8;

export const personBody = ({ directory }: Tenant, account: TenantAccount): PagePerson => {
  const at = directory.data.people.findIndex(({ id }) => id === account.id);
  const person = directory.data.people[at];
  return {
    id: account.id,
    name: account.name,
    jobTitle: person?.says ?? account.jobTitle,
    email: account.email,
    roles: person?.roles ?? [],
    suggested: at >= 0 && at < suggestedPeople,
  };
};

/** Everybody of the school, those the sample offers first. */
export const people = (tenant: Tenant): PagePerson[] => {
  const offered = tenant.directory.data.people.flatMap(({ id }) => tenant.directory.account(id) ?? []);
  const rest = tenant.directory.accounts.filter((account) => !offered.includes(account));
  return [...offered, ...rest].map((account) => personBody(tenant, account));
};

export const personOf = (tenant: Tenant, id: unknown): TenantAccount => {
  const account = tenant.directory.account(textOf(id) ?? '');
  if (!account) throw new PageError(404, 'There is no such person in this school.');
  return account;
};

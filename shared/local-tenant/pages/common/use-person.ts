import { useCallback, useEffect, useState } from 'react';
import type { PagePerson } from '../../web/page-api.ts';
import { read, write } from './kept.ts';
import { tenant } from './tenant-client.ts';

export interface Chosen {
  readonly people: readonly PagePerson[];
  readonly me: PagePerson | undefined;
  readonly choose: (id: string) => void;
  readonly problem: string | null;
}

/**
 * Who you are: `?as=` of the address where it names somebody, else whom this browser chose last, else the first
 * suggested person. The address is kept in step, so that two windows can be two people.
 */
export const usePerson = (): Chosen => {
  const [people, setPeople] = useState<readonly PagePerson[]>([]);
  const [id, setId] = useState(() => new URL(location.href).searchParams.get('as') ?? read('person'));
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    tenant.people().then(setPeople, (error: Error) => setProblem(error.message));
  }, []);
  const choose = useCallback((next: string) => {
    write('person', next);
    const address = new URL(location.href);
    address.searchParams.set('as', next);
    history.replaceState(history.state, '', address);
    setId(next);
  }, []);
  const me = people.find((person) => person.id === id) ?? people.find(({ suggested }) => suggested) ?? people[0];
  return { people, me, choose, problem };
};

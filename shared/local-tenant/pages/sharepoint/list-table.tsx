import { Badge, Button, Input } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PageListRows } from '../../web/page-api.ts';

const pageSize = 100;

/** A list as SharePoint holds it: its columns with their types, its items with their versions. */
export const ListTable = ({ list }: { list: PageListRows }) => {
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  const needle = wanted.trim().toLowerCase();
  const items = list.items.filter(
    ({ fields }) =>
      needle === '' || Object.values(fields).some((value) => textOf(value).toLowerCase().includes(needle)),
  );
  return (
    <section className="sp-list" aria-label={list.name}>
      <header className="sp-header">
        <h1>{list.name}</h1>
        <span className="sp-count" role="status">
          {needle === '' ? `${list.items.length} items` : `${items.length} of ${list.items.length} items`}
        </span>
        <Input
          className="sp-filter"
          contentBefore={<SearchRegular />}
          placeholder="Filter this list"
          aria-label="Filter this list"
          value={wanted}
          onChange={(_, { value }) => setWanted(value)}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll the table */}
      <section className="sp-scroll" tabIndex={0} aria-label={`Items of ${list.name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">ID</th>
              {list.columns.map(({ name, type, indexed }) => (
                <th key={name} scope="col">
                  <span className="sp-column">{name}</span>
                  <span className="sp-type">
                    {type}
                    {indexed && ', indexed'}
                  </span>
                </th>
              ))}
              <th scope="col">Version</th>
              <th scope="col">Modified</th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, shown).map((item) => (
              <tr key={item.id}>
                <td>{item.id}</td>
                {list.columns.map(({ name }) => (
                  <td key={name} title={textOf(item.fields[name])}>
                    {textOf(item.fields[name])}
                  </td>
                ))}
                <td>
                  <Badge
                    appearance={item.version > 1 ? 'tint' : 'ghost'}
                    color={item.version > 1 ? 'brand' : 'informative'}
                  >
                    {`${item.version}.0`}
                  </Badge>
                </td>
                <td>{instant(item.modified)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {items.length === 0 && (
          <p className="sp-none">{needle === '' ? 'This list is empty.' : 'Nothing in this list holds that.'}</p>
        )}
        {items.length > shown && (
          <p className="sp-none">
            <Button
              onClick={() => setShown(shown + 10 * pageSize)}
            >{`Show more (${items.length - shown} left)`}</Button>
          </p>
        )}
      </section>
    </section>
  );
};

/** A field's value as text: nothing for none, Yes and No for a truth value. */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** `2026-03-10 09:15` in the school's time zone of an ISO instant. */
export const instant = (iso: string): string => {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/London' }).format(
    date,
  );
};

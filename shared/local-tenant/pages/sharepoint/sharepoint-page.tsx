import { MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { ThemeSwitch } from '../common/theme-switch.tsx';
import { usePerson } from '../common/use-person.ts';
import { FileTable } from './file-table.tsx';
import { ListTable } from './list-table.tsx';
import { useSite } from './use-site.ts';

/** The school's site, to look at: every list and file as the desk left it. Nothing is changed here. */
export const SharePointPage = () => {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const listId = hash.startsWith('#/list/') ? decodeURIComponent(hash.slice(7)) : null;
  const { me } = usePerson();
  const { lists, list, files, problem } = useSite(listId, me?.id);

  return (
    <div className="sp">
      <header className="sp-bar">
        <span className="sp-mark" aria-hidden>
          S
        </span>
        <span className="sp-title">SharePoint</span>
        <span className="sp-says">Lists and files as they are; nothing is changed here</span>
        <ThemeSwitch />
      </header>
      {problem !== null && (
        <MessageBar intent="warning">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      <div className="sp-inside">
        <nav className="sp-nav" aria-label="Site contents">
          <a href="#/files" aria-current={listId === null ? 'page' : undefined}>
            <span>Documents</span>
            <span className="sp-number">{files?.length}</span>
          </a>
          <h2>Lists</h2>
          {(lists ?? []).map(({ id, name, items }) => (
            <a key={id} href={`#/list/${encodeURIComponent(id)}`} aria-current={id === listId ? 'page' : undefined}>
              <span>{name}</span>
              <span className="sp-number">{items}</span>
            </a>
          ))}
        </nav>
        <main className="sp-main">
          {listId === null && files !== null && <FileTable files={files} />}
          {listId !== null && list !== null && <ListTable key={listId} list={list} />}
          {problem === null && (listId === null ? files : list) === null && <Spinner label="Reading the site…" />}
        </main>
      </div>
    </div>
  );
};

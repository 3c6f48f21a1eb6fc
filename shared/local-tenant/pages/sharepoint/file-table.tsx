import { Link } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons';
import type { PageFile } from '../../web/page-api.ts';
import { instant } from './list-table.tsx';

/** The site's document library. A file opens as it is; the tracking workbook opens in Excel too. */
export const FileTable = ({ files }: { files: readonly PageFile[] }) => (
  <section className="sp-list" aria-label="Documents">
    <header className="sp-header">
      <h1>Documents</h1>
      <span className="sp-count">{`${files.length} files`}</span>
    </header>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll the table */}
    <section className="sp-scroll" tabIndex={0} aria-label="Files">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Size</th>
            <th scope="col">Version</th>
            <th scope="col">Modified</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ path, size, version, modified }) => (
            <tr key={path}>
              <td className="sp-file">
                <DocumentRegular aria-hidden />
                <Link href={`/_page/file?path=${encodeURIComponent(path)}`} download={path.split('/').at(-1)}>
                  {path}
                </Link>
                {/\.xlsx$/i.test(path) && <Link href="/excel">Open in Excel</Link>}
              </td>
              <td>{size < 1024 ? `${size} bytes` : `${Math.round(size / 1024).toLocaleString('en-GB')} KB`}</td>
              <td>{`${version}.0`}</td>
              <td>{instant(modified)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {files.length === 0 && <p className="sp-none">The library is empty.</p>}
    </section>
  </section>
);

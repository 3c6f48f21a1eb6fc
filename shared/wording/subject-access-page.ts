const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** `childSeen` as `child seen`. */
const inWords = (name: string): string => name.replace(/([A-Z0-9]+)/g, ' $1').toLowerCase();

const valueSaid = (value: unknown): string => {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.map(valueSaid).join('; ');
  return value === undefined || value === null ? '' : String(value);
};

interface Said {
  readonly on: string;
  readonly records: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly marks: readonly {
    readonly date: string;
    readonly session: string;
    readonly code: string | null;
    readonly amended: readonly { readonly from: string | null; readonly at: string; readonly why: string }[];
  }[];
  readonly withheld: readonly string[];
  readonly kept: readonly { readonly record: string; readonly why: string }[];
}

const recordsSaid = ([list, records]: readonly [string, Said['records'][string]], kept: Said['kept']): string => {
  const why = kept.find(({ record }) => record === list)?.why ?? '';
  const each = records.map(
    (record) =>
      `<dl>${Object.entries(record)
        .map(([name, value]) => `<dt>${escaped(inWords(name))}</dt><dd>${escaped(valueSaid(value))}</dd>`)
        .join('')}</dl>`,
  );
  return `<section><h2>${escaped(list)}</h2><p>${escaped(why)}.</p>${each.join('<hr>')}</section>`;
};

const marksSaid = (marks: Said['marks']): string =>
  `<section><h2>Attendance marks</h2><table><tr><th>Date</th><th>Session</th><th>Code</th><th>Changed</th></tr>${marks
    .map(({ date, session, code, amended }) => {
      const changes = amended.map(({ from, at, why }) => `was ${from ?? 'no mark'} until ${at}: ${why}`).join('; ');
      return `<tr><td>${date}</td><td>${session}</td><td>${escaped(code ?? 'no mark')}</td><td>${escaped(changes)}</td></tr>`;
    })
    .join('')}</table></section>`;

/** What is held about a pupil as a page that a parent can read and print. It asks for nothing from outside. */
export const subjectAccessPage = ({ on, records, marks, withheld, kept }: Said): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>What the school holds about a pupil's attendance</title>
<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:14rem 1fr;gap:.2rem 1rem}dd{margin:0;white-space:pre-wrap}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .6rem;text-align:left}</style>
</head><body><h1>What the school holds about a pupil's attendance</h1><p>As it stood on ${escaped(on)}.</p>
<section><h2>What is not in it, and why</h2><ul>${withheld.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul></section>
${Object.entries(records)
  .map((each) => recordsSaid(each, kept))
  .join('\n')}
${marksSaid(marks)}
</body></html>
`;

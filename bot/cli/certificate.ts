import type { CertificateView } from '../../shared/workflows/certificate.ts';
import { besideOrHere } from './beside-or-here.ts';
import { dateOption } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptionsAlone, text } from './options.ts';
import { unknownPupil } from './pupil-options.ts';
import type { Do } from './record-work.ts';

export const usage = 'desk certificate --pupil ID --from DATE --to DATE [--json] | --check KEY [--json]';

const optionsOf = (args: readonly string[]) => {
  const given = parseOptionsAlone(args, { pupil: text, from: text, to: text, check: text, json: flag });
  const { check, pupil } = given;
  const [from, to] = [dateOption('from', given.from), dateOption('to', given.to)];
  const missing = Object.entries({ pupil, from, to }).filter(([, value]) => value === undefined);
  if (check === undefined && missing.length > 0)
    throw new WrongUse(`Missing: ${missing.map(([name]) => `--${name}`).join(', ')}.`);
  return { check, pupil, from, to, json: given.json === true };
};

const registerLine = ({ date, session, code, means, counts }: CertificateView['register'][number]): string =>
  `${date} ${session}  ${(code ?? '-').padEnd(2)}  ${means}${counts === null ? '' : ` (${counts.replaceAll('_', ' ')})`}`;

/** The certificate to read, print and sign: figures, then the register session by session. */
const said = (certificate: CertificateView): string => {
  const { key, pupil, from, to, possible, attended, authorised, unauthorised, missing } = certificate;
  const { state, voidAt = '', voidWhy = '', at, byName, policyVersion, hash, register } = certificate;
  return [
    `Certificate of attendance ${key}`,
    state === 'valid'
      ? 'Valid: it matches the register.'
      : `VOID since ${voidAt}: ${voidWhy}. Make it again and have the new one signed.`,
    `Pupil ${pupil}, ${from} to ${to}.`,
    `Possible sessions ${possible}, attended ${attended}, authorised absence ${authorised}, unauthorised absence ${unauthorised}; without a mark ${missing}.`,
    `Made ${at} by ${byName}, policy version ${policyVersion}.`,
    `SHA-256 of the marks: ${hash}`,
    '',
    ...register.map(registerLine),
    '',
    'Signed: ______________________   Headteacher   Date: ____________',
  ].join('\n');
};

const show = (io: Io, certificate: CertificateView, json: boolean): number => {
  io.out(`${json ? JSON.stringify(certificate) : said(certificate)}\n`);
  return certificate.state === 'valid' ? exit.done : exit.findings;
};

const refused = (io: Io, why: string, json: boolean): number => {
  io.err(`${why}\n`);
  if (json) io.out(`${JSON.stringify({ refused: why })}\n`);
  return exit.findings;
};

/** Makes a certificate of attendance, or holds one against the register as it is now; exit 1 when it is void or refused. */
export const run = async (args: readonly string[], io: Io, work: Do = besideOrHere(io)): Promise<number> => {
  const { check, pupil, from, to, json } = optionsOf(args);
  if (check !== undefined) {
    const certificate = await work('check-certificate', { key: check });
    if (certificate === 'unknown') return refused(io, `There is no certificate ${check}.`, json);
    return show(io, certificate, json);
  }
  const answer = await work('certificate', { pupil, from, to });
  if (answer === 'unknown') return unknownPupil(io, pupil!, json);
  return 'refused' in answer ? refused(io, answer.refused, json) : show(io, answer, json);
};

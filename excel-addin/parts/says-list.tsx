import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { unbroken } from './unbroken.ts';

const useStyles = makeStyles({
  section: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalS },
});

/** Sentences under a heading; nothing when there are none. */
export const SaysList = ({ heading, says }: { readonly heading: string; readonly says: readonly string[] }) => {
  const styles = useStyles();
  if (says.length === 0) return null;
  return (
    <section className={styles.section}>
      <Subtitle2 as="h3">{heading}</Subtitle2>
      <ul className={styles.list}>
        {says.map((one) => (
          <li key={one}>{unbroken(one)}</li>
        ))}
      </ul>
    </section>
  );
};

import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { type SheetMemory, withColumn } from '../../shared/workbook/memory.ts';
import type { ColumnQuestion } from '../../shared/workbook/questions.ts';
import { fieldWords } from './field-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalM },
  question: { display: 'grid', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const few = 5;

export interface QuestionListProps {
  readonly questions: readonly ColumnQuestion[];
  readonly isBusy: boolean;
  readonly onRemember: (change: (memory: SheetMemory) => SheetMemory) => void;
}

/** Asks about the columns the desk is unsure of, a few at a time; an answer is remembered in the workbook. */
export const QuestionList = ({ questions, isBusy, onRemember }: QuestionListProps) => {
  const styles = useStyles();
  if (questions.length === 0) return null;
  return (
    <section aria-label="Columns to ask about">
      <Subtitle2 as="h3">Is this right? ({questions.length})</Subtitle2>
      <ul className={styles.list}>
        {questions.slice(0, few).map(({ column, heading, nth, says, suggestions }) => (
          <li key={column} className={styles.question}>
            <Text>
              <strong>
                {column} {heading}
              </strong>
              : {says}
            </Text>
            <div className={styles.buttons}>
              {suggestions.map((field) => (
                <Button
                  key={field}
                  size="small"
                  disabled={isBusy}
                  aria-label={`Column ${column} is ${fieldWords[field]}`}
                  onClick={() => onRemember((memory) => withColumn(memory, { heading, nth, field }))}
                >
                  It is {fieldWords[field]}
                </Button>
              ))}
              <Button
                size="small"
                appearance="subtle"
                disabled={isBusy}
                aria-label={`Leave column ${column} alone`}
                onClick={() => onRemember((memory) => withColumn(memory, { heading, nth, field: null }))}
              >
                Leave it alone
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};

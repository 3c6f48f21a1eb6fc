import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface FormFrameProps {
  readonly title: string;
  readonly action: string;
  readonly isReady: boolean;
  readonly isSending: boolean;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A form of the card: its first field has the focus, Enter sends, Escape puts it away. */
export const FormFrame = (props: FormFrameProps) => {
  const styles = useStyles();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('select, textarea, input')?.focus(), []);
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={props.title}
      onKeyDown={({ key }) => key === 'Escape' && props.onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        if (props.isReady && !props.isSending) props.onSend();
      }}
    >
      <Subtitle2 as="h3">{props.title}</Subtitle2>
      {props.children}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabled={!props.isReady || props.isSending}>
          {props.action}
        </Button>
        <Button onClick={props.onCancel}>Cancel</Button>
      </div>
    </form>
  );
};

import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { ArrowUploadRegular, ChevronDownRegular, DismissRegular, TableRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { SampleTracker } from '../../web/book-api.ts';
import type { PageFile } from '../../web/page-api.ts';
import { tenant } from '../common/tenant-client.ts';
import { books } from './book-client.ts';

/** Which workbook: those of the library, sample trackers, or a file of one's own, which is kept in the library then. */
export const WorkbookChooser = ({
  name,
  path,
  onOpen,
  onFile,
  onProblem,
}: {
  name: string;
  path: string;
  onOpen: (path: string) => void;
  onFile: (file: File) => void;
  onProblem: (problem: string) => void;
}) => {
  const [isOpen, setOpen] = useState(false);
  const [files, setFiles] = useState<readonly PageFile[]>([]);
  const [samples, setSamples] = useState<readonly SampleTracker[]>([]);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const failed = (error: Error) => onProblem(error.message);
    tenant.files().then((all) => setFiles(all.filter((file) => /\.xls[xm]$/i.test(file.path))), failed);
    books.trackers().then(setSamples, failed);
  }, [isOpen, onProblem]);
  const open = (next: string): void => {
    setOpen(false);
    onOpen(next);
  };
  const take = (sample: string): void => {
    books.tracker(sample).then(
      (file) => open(file.path),
      (error: Error) => onProblem(error.message),
    );
  };
  const isKnown = ({ name: sample }: SampleTracker): boolean => files.some((file) => file.path.endsWith(`/${sample}`));
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => setOpen(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className="workbook-name"
          icon={<ChevronDownRegular />}
          iconPosition="after"
          aria-label={`${name}. Open another workbook`}
        >
          {name}
        </Button>
      </DialogTrigger>
      <DialogSurface className="chooser" aria-label="Open a workbook">
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close">
                <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} />
              </DialogTrigger>
            }
          >
            Open a workbook
          </DialogTitle>
          <DialogContent className="chooser-content">
            <Button icon={<ArrowUploadRegular />} onClick={() => input.current?.click()}>
              A file of yours (.xlsx)
            </Button>
            <input
              ref={input}
              className="out-of-sight"
              type="file"
              aria-label="A file of yours"
              tabIndex={-1}
              accept=".xlsx,.xlsm"
              onChange={({ target }) => {
                const file = target.files?.[0];
                target.value = '';
                if (file === undefined) return;
                setOpen(false);
                onFile(file);
              }}
            />
            <div className="chooser-people">
              <Choices
                heading="In the school’s library"
                choices={files.map((file) => ({ name: file.path, says: `Version ${file.version}.0` }))}
                current={path}
                onChoose={open}
              />
              <Choices
                heading="Sample trackers"
                choices={samples.filter((sample) => !isKnown(sample))}
                current={path}
                onChoose={take}
              />
            </div>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};

const Choices = ({
  heading,
  choices,
  current,
  onChoose,
}: {
  heading: string;
  choices: readonly SampleTracker[];
  current: string;
  onChoose: (name: string) => void;
}) =>
  choices.length === 0 ? null : (
    <section aria-label={heading}>
      <h3>{heading}</h3>
      {choices.map(({ name, says }) => (
        <button
          type="button"
          key={name}
          className="chooser-person"
          aria-current={name === current}
          onClick={() => onChoose(name)}
        >
          <TableRegular aria-hidden />
          <span>
            <span className="chooser-name">{name}</span>
            <span className="chooser-title">{says}</span>
          </span>
        </button>
      ))}
    </section>
  );

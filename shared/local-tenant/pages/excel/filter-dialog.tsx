import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Input,
} from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { FilterChoice } from './sheet-commands.ts';

const mostShown = 200;

/** Which values of a column are shown. */
export const FilterDialog = ({
  choice,
  onChoose,
  onClose,
}: {
  choice: FilterChoice;
  onChoose: (values: readonly string[] | null) => void;
  onClose: () => void;
}) => {
  const [chosen, setChosen] = useState(choice.chosen);
  const [wanted, setWanted] = useState('');
  const needle = wanted.trim().toLocaleLowerCase('en-GB');
  const found = choice.values.filter((value) => value.toLocaleLowerCase('en-GB').includes(needle));
  const isAll = found.every((value) => chosen.has(value));
  const set = (values: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const value of values) on ? next.add(value) : next.delete(value);
    setChosen(next);
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className="filter-dialog" aria-label={`Filter by ${choice.heading}`}>
        <DialogBody>
          <DialogTitle>Filter by {choice.heading}</DialogTitle>
          <DialogContent className="filter-content">
            <Input
              contentBefore={<SearchRegular />}
              placeholder="Find a value"
              aria-label="Find a value"
              value={wanted}
              onChange={(_, { value }) => setWanted(value)}
            />
            <Checkbox
              label={wanted === '' ? 'All' : 'All of these'}
              checked={isAll ? true : found.some((value) => chosen.has(value)) ? 'mixed' : false}
              onChange={() => set(found, !isAll)}
            />
            <div className="filter-values">
              {found.slice(0, mostShown).map((value) => (
                <Checkbox
                  key={value}
                  label={value === '' ? '(blank)' : value}
                  checked={chosen.has(value)}
                  onChange={(_, { checked }) => set([value], checked === true)}
                />
              ))}
              {found.length > mostShown && <p>{found.length - mostShown} more: find one by its name.</p>}
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onChoose(null)}>Show everything</Button>
            <Button
              appearance="primary"
              disabled={chosen.size === 0}
              onClick={() => onChoose(choice.values.every((value) => chosen.has(value)) ? null : [...chosen])}
            >
              Apply
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};

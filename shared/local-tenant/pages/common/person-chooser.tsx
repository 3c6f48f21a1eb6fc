import {
  Avatar,
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Input,
} from '@fluentui/react-components';
import { DismissRegular, SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PagePerson } from '../../web/page-api.ts';
import './person-chooser.css';
import { grouped } from './roles.ts';

/** "You are …": who the page signs in as. The desk hears it from a signed token, as it would in a real tenant. */
export const PersonChooser = ({
  people,
  me,
  choose,
}: {
  people: readonly PagePerson[];
  me: PagePerson | undefined;
  choose: (id: string) => void;
}) => {
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState('');
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_, { open }) => {
        setOpen(open);
        setWanted('');
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className="you-are"
          aria-label={me === undefined ? 'Choose who you are' : `You are ${me.name}, ${me.jobTitle}. Change`}
        >
          <span className="you-are-words">
            <span className="you-are-name">{me === undefined ? 'Who are you?' : `You are ${me.name}`}</span>
            <span className="you-are-title">{me?.jobTitle}</span>
          </span>
          <Avatar name={me?.name ?? ''} size={28} color="colorful" aria-hidden />
        </Button>
      </DialogTrigger>
      <DialogSurface className="chooser" aria-label="Who are you?">
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close">
                <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} />
              </DialogTrigger>
            }
          >
            Who are you?
          </DialogTitle>
          <DialogContent className="chooser-content">
            <Input
              className="chooser-filter"
              contentBefore={<SearchRegular />}
              placeholder="Name or post"
              aria-label="Name or post"
              value={wanted}
              onChange={(_, { value }) => setWanted(value)}
            />
            <div className="chooser-people">
              {grouped(people, wanted).map(({ heading, people: members }) => (
                <section key={heading} aria-label={heading}>
                  <h3>{heading}</h3>
                  {members.map((person) => (
                    <button
                      type="button"
                      key={person.id}
                      className="chooser-person"
                      aria-current={person.id === me?.id}
                      onClick={() => {
                        choose(person.id);
                        setOpen(false);
                      }}
                    >
                      <Avatar name={person.name} size={32} color="colorful" aria-hidden />
                      <span>
                        <span className="chooser-name">{person.name}</span>
                        <span className="chooser-title">{person.jobTitle}</span>
                      </span>
                    </button>
                  ))}
                </section>
              ))}
              {grouped(people, wanted).length === 0 && <p>Nobody of that name works here.</p>}
            </div>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};

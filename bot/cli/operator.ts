/** Who asks when a command is run on the machine: whoever may do that holds the desk's keys. */
export const operator = { id: 'operator', name: 'Command line' } as const;

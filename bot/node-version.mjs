// Loaded before everything (`node --import`), and in plain JavaScript, so that an older Node can still read it.
const wanted = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < wanted) {
  console.error(
    `Attendance Desk needs Node ${wanted} or newer; this is Node ${process.versions.node}.\n` +
      'On Linux and Windows "npm ci" brings it; elsewhere install it from https://nodejs.org and try again.',
  );
  process.exit(1);
}

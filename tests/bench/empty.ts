/** A process that does nothing but what every process of the desk does first: run a file of TypeScript. */
console.log(process.memoryUsage().rss / 1024 / 1024);

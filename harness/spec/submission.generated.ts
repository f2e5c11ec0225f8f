// Generated from specs/submission.schema.json by `npm run generate`: change the schema, not this file.

/**
 * sockmark.json in a student's folder: which file is the server and which the client, and how to start them. Needed only where Sockmark does not find them by itself, or finds the wrong ones.
 */
export interface SubmissionJson {
  /**
   * The path of this schema, so that an editor completes and explains the fields.
   */
  $schema?: string;
  server?: Program;
  client?: Program;
}
/**
 * One program.
 */
export interface Program {
  /**
   * The file with the program, relative to the folder of sockmark.json.
   */
  file: string;
  /**
   * How to start it, word by word, from the folder of sockmark.json. {port} and {host} are replaced; {program} stands for the way Sockmark would start it.
   *
   * @minItems 1
   */
  command?: [string, ...string[]];
  /**
   * Where the program has its port from: the environment variable PORT, its command line, or the source, where it is written. Without a command, argv adds the port (for a client: the host and the port) behind the program.
   */
  port?: 'env' | 'argv' | 'written';
}

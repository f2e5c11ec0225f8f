/** What somebody handed in, as far as a download tells: whose it is, where it lies, when it came. */
import type { Finding } from '../submission/submission.ts';

/** A student, by whatever a download, a roster or a gradebook tells. */
export interface Person {
  name?: string;
  /** The name used to log in. */
  login?: string;
  /** The number or id that the school gave. */
  number?: string;
  email?: string;
  /** The id inside the course system: Canvas `ID`, Moodle `Participant`, … */
  participant?: string;
}

/** A file or folder that belongs to it. */
export interface Part {
  /** Absolute path. */
  path: string;
  /** What the student called it. Undefined for a folder whose content is what was handed in. */
  name?: string | undefined;
}

export interface HandedIn {
  /** Unique in the class; forward slashes only. */
  id: string;
  /** Absolute path of the folder or file, for people. */
  path: string;
  parts: Part[];
  /** The parts as people find them, where they are not all that lies at `path`. */
  files?: Part[] | undefined;
  people: Person[];
  /** The group's name, where it is one's. */
  group?: string | undefined;
  submittedAt?: Date | undefined;
  /** The course system calls it late. */
  markedLate: boolean;
  /** What the grader of the class should know; a sentence each. */
  remarks: string[];
  /** The one task that it is for, where the download says so. */
  task?: string | undefined;
}

/** What a student handed in for a task. */
export interface HandIn {
  task: string;
  /** Absolute path; undefined where nothing was handed in for the task. */
  folder: string | undefined;
}

/** Ready to be graded: in folders, one a task. */
export interface ClassEntry {
  /** Unique in the class; forward slashes only. */
  id: string;
  /** Absolute path of what was handed in. */
  path: string;
  /** The parts of it, where they are not all that lies at `path`. */
  files?: Part[] | undefined;
  handIns: HandIn[];
  /** What was found wrong on the way here. */
  findings?: Finding[];
  /** Why a program that is not found may be there all the same: part of what was handed in could not be read. */
  doubt?: string | undefined;
}

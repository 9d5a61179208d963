import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type Course = {
    id: Generated<number>;
    /**
     * What it is about.
     */
    topic: string;
};
export type CourseToStudent = {
    A: number;
    B: number;
};
export type Student = {
    id: Generated<number>;
    /**
     * What they are called.
     */
    name: string;
};
export type DB = {
    _CourseToStudent: CourseToStudent;
    Course: Course;
    Student: Student;
};

CREATE TABLE "Student" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,

    CONSTRAINT "Student_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Course" (
    "id" SERIAL NOT NULL,
    "topic" VARCHAR(40) COLLATE "C" NOT NULL,

    CONSTRAINT "Course_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "_CourseToStudent" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_CourseToStudent_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE INDEX "Student_name_id_idx" ON "Student"("name", "id");
CREATE INDEX "Course_topic_id_idx" ON "Course"("topic", "id");
CREATE INDEX "_CourseToStudent_B_index" ON "_CourseToStudent"("B", "A");

ALTER TABLE "_CourseToStudent" ADD CONSTRAINT "_CourseToStudent_A_fkey" FOREIGN KEY ("A") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_CourseToStudent" ADD CONSTRAINT "_CourseToStudent_B_fkey" FOREIGN KEY ("B") REFERENCES "Student"("id") ON DELETE CASCADE ON UPDATE CASCADE;

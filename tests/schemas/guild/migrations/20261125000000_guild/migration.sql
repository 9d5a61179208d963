-- CreateEnum
CREATE TYPE "shade_of_grey" AS ENUM ('PALE', 'a dark one', 'medium, "more" or less');

-- CreateTable
CREATE TABLE "people" (
    "person_id" UUID NOT NULL,
    "called" VARCHAR(40) COLLATE "C" NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "follow_links" (
    "who" UUID NOT NULL,
    "whom" UUID NOT NULL,
    "int" INTEGER NOT NULL DEFAULT 1,
    "colour" "shade_of_grey" NOT NULL DEFAULT 'PALE',
    "remark" TEXT COLLATE "C",
    "anyUuid" UUID,
    "anySmallint" SMALLINT,
    "anyBigint" BIGINT,
    "anyFloat" DOUBLE PRECISION,
    "anyDecimal" DECIMAL(40,20),
    "anyBoolean" BOOLEAN,
    "since" TIMESTAMPTZ(6),
    "anyDate" DATE,
    "anyShade" "shade_of_grey",
    "words" TEXT[] COLLATE "C",
    "extra" JSONB,
    "bytes" BYTEA,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "secret" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "follow_links_pkey" PRIMARY KEY ("whom","who")
);

-- CreateTable
CREATE TABLE "Album" (
    "id" BIGSERIAL NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Album_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Track" (
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Track_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "placings" (
    "nr" INTEGER NOT NULL,
    "side" SMALLINT,
    "int" BIGINT NOT NULL,
    "track" VARCHAR(20) COLLATE "C" NOT NULL,

    CONSTRAINT "placings_pkey" PRIMARY KEY ("int","track")
);

-- CreateIndex
CREATE INDEX "people_called_person_id_idx" ON "people"("called", "person_id");

-- CreateIndex
CREATE INDEX "follow_links_who_whom_idx" ON "follow_links"("who", "whom");

-- CreateIndex
CREATE INDEX "follow_links_who_since_whom_idx" ON "follow_links"("who", "since", "whom");

-- CreateIndex
CREATE INDEX "follow_links_whom_int_who_idx" ON "follow_links"("whom", "int", "who");

-- CreateIndex
CREATE INDEX "Album_title_id_idx" ON "Album"("title", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Track_name_key" ON "Track"("name");

-- CreateIndex
CREATE INDEX "placings_track_int_idx" ON "placings"("track", "int");

-- CreateIndex
CREATE UNIQUE INDEX "placings_int_nr_key" ON "placings"("int", "nr");

-- AddForeignKey
ALTER TABLE "follow_links" ADD CONSTRAINT "follow_links_who_fkey" FOREIGN KEY ("who") REFERENCES "people"("person_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_links" ADD CONSTRAINT "follow_links_whom_fkey" FOREIGN KEY ("whom") REFERENCES "people"("person_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "placings" ADD CONSTRAINT "placings_int_fkey" FOREIGN KEY ("int") REFERENCES "Album"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "placings" ADD CONSTRAINT "placings_track_fkey" FOREIGN KEY ("track") REFERENCES "Track"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

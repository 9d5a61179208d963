-- CreateEnum
CREATE TYPE "Shade of grey" AS ENUM ('PALE', 'a dark one', 'medium, "more" or less');

-- CreateTable
CREATE TABLE "Item" (
    "id" SERIAL NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "varchar" VARCHAR(20) COLLATE "C" NOT NULL,
    "uuid" UUID NOT NULL,
    "int" INTEGER NOT NULL,
    "smallint" SMALLINT NOT NULL,
    "bigint" BIGINT NOT NULL,
    "float" DOUBLE PRECISION NOT NULL,
    "real" REAL NOT NULL,
    "decimal" DECIMAL(40,20) NOT NULL,
    "numeric" DECIMAL NOT NULL,
    "boolean" BOOLEAN NOT NULL,
    "timestamp" TIMESTAMP(3) NOT NULL,
    "timestamp6" TIMESTAMP(6) NOT NULL,
    "timestamptz" TIMESTAMPTZ(6) NOT NULL,
    "date" DATE NOT NULL,
    "shade" "Shade of grey" NOT NULL,
    "json" JSONB NOT NULL,
    "jsonText" JSON NOT NULL,
    "bytes" BYTEA NOT NULL,
    "anyText" TEXT COLLATE "C",
    "anyVarchar" VARCHAR(20) COLLATE "C",
    "anyUuid" UUID,
    "anyInt" INTEGER,
    "anySmallint" SMALLINT,
    "anyBigint" BIGINT,
    "anyFloat" DOUBLE PRECISION,
    "anyReal" REAL,
    "anyDecimal" DECIMAL(40,20),
    "anyNumeric" DECIMAL,
    "anyBoolean" BOOLEAN,
    "anyTimestamp" TIMESTAMP(3),
    "anyTimestamp6" TIMESTAMP(6),
    "anyTimestamptz" TIMESTAMPTZ(6),
    "anyDate" DATE,
    "anyShade" "Shade of grey",
    "anyJson" JSONB,
    "anyJsonText" JSON,
    "anyBytes" BYTEA,
    "place_code" VARCHAR(12) COLLATE "C",

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Preset" (
    "id" TEXT COLLATE "C" NOT NULL,
    "empty" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "text" TEXT COLLATE "C" NOT NULL DEFAULT 'it''s a "text"',
    "cuid2" TEXT COLLATE "C" NOT NULL,
    "nanoid" TEXT COLLATE "C" NOT NULL,
    "short" TEXT COLLATE "C" NOT NULL,
    "ulid" TEXT COLLATE "C" NOT NULL,
    "uuid4" UUID NOT NULL,
    "uuid7" TEXT COLLATE "C" NOT NULL,
    "random" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "int" INTEGER NOT NULL DEFAULT -7,
    "smallint" SMALLINT NOT NULL DEFAULT 32767,
    "bigint" BIGINT NOT NULL DEFAULT 9007199254740993,
    "float" DOUBLE PRECISION NOT NULL DEFAULT 0.1,
    "real" REAL NOT NULL DEFAULT 0.1,
    "decimal" DECIMAL(10,4) NOT NULL DEFAULT 12.50,
    "boolean" BOOLEAN NOT NULL DEFAULT true,
    "timestamp" TIMESTAMP(3) NOT NULL DEFAULT '2026-11-25 04:05:06.789 +00:00',
    "timestamptz" TIMESTAMPTZ(6) NOT NULL DEFAULT '2026-11-25 04:05:06.789 +00:00',
    "date" DATE NOT NULL DEFAULT '2026-11-25 00:00:00 +00:00',
    "created" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "today" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stamp" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed" TIMESTAMPTZ(3) NOT NULL,
    "shade" "Shade of grey" NOT NULL DEFAULT 'medium, "more" or less',
    "json" JSONB NOT NULL DEFAULT '{"a": [1, null]}',
    "bytes" BYTEA NOT NULL DEFAULT '\x00ff',
    "ints" INTEGER[] DEFAULT ARRAY[1, 2]::INTEGER[],
    "shades" "Shade of grey"[] DEFAULT ARRAY['a dark one', 'PALE']::"Shade of grey"[],

    CONSTRAINT "Preset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bundle" (
    "id" BIGSERIAL NOT NULL,
    "texts" TEXT[] COLLATE "C",
    "varchars" VARCHAR(20)[] COLLATE "C",
    "uuids" UUID[],
    "ints" INTEGER[],
    "smallints" SMALLINT[],
    "bigints" BIGINT[],
    "floats" DOUBLE PRECISION[],
    "reals" REAL[],
    "decimals" DECIMAL(40,20)[],
    "booleans" BOOLEAN[],
    "timestamps" TIMESTAMP(3)[],
    "timestamptzs" TIMESTAMPTZ(6)[],
    "dates" DATE[],
    "shades" "Shade of grey"[],
    "jsons" JSONB[],
    "bytes" BYTEA[],
    "slotNumber" SMALLINT,
    "itemId" INTEGER,

    CONSTRAINT "Bundle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Slip" (
    "id" SERIAL NOT NULL,
    "bundleId" BIGINT NOT NULL,

    CONSTRAINT "Slip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Place" (
    "code" VARCHAR(12) COLLATE "C" NOT NULL,
    "name" VARCHAR(40) COLLATE "C" NOT NULL,
    "floor" INTEGER,

    CONSTRAINT "Place_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" UUID NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "presetId" TEXT COLLATE "C",

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Slot" (
    "number" SMALLINT NOT NULL,
    "label" VARCHAR(20) COLLATE "C" NOT NULL,
    "account_number" BIGINT NOT NULL,

    CONSTRAINT "Slot_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "Account" (
    "number" BIGINT NOT NULL,
    "iban" VARCHAR(34) COLLATE "C",
    "score" DOUBLE PRECISION,
    "tagId" UUID,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "Grade" (
    "level" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Grade_pkey" PRIMARY KEY ("level")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" SERIAL NOT NULL,

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Label" (
    "id" SERIAL NOT NULL,
    "word" VARCHAR(20) COLLATE "C",

    CONSTRAINT "Label_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mark" (
    "id" SERIAL NOT NULL,
    "word" VARCHAR(20) COLLATE "C" NOT NULL,

    CONSTRAINT "Mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_ItemToTag" (
    "A" INTEGER NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_ItemToTag_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_SlotToTag" (
    "A" SMALLINT NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_SlotToTag_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_Sequence" (
    "A" SMALLINT NOT NULL,
    "B" SMALLINT NOT NULL,

    CONSTRAINT "_Sequence_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_AccountToPlace" (
    "A" BIGINT NOT NULL,
    "B" VARCHAR(12) COLLATE "C" NOT NULL,

    CONSTRAINT "_AccountToPlace_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_AccountToGrade" (
    "A" BIGINT NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_AccountToGrade_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE INDEX "Item_text_id_idx" ON "Item"("text", "id");

-- CreateIndex
CREATE INDEX "Item_varchar_id_idx" ON "Item"("varchar", "id");

-- CreateIndex
CREATE INDEX "Item_uuid_id_idx" ON "Item"("uuid", "id");

-- CreateIndex
CREATE INDEX "Item_int_id_idx" ON "Item"("int", "id");

-- CreateIndex
CREATE INDEX "Item_smallint_id_idx" ON "Item"("smallint", "id");

-- CreateIndex
CREATE INDEX "Item_bigint_id_idx" ON "Item"("bigint", "id");

-- CreateIndex
CREATE INDEX "Item_float_id_idx" ON "Item"("float", "id");

-- CreateIndex
CREATE INDEX "Item_real_id_idx" ON "Item"("real", "id");

-- CreateIndex
CREATE INDEX "Item_decimal_id_idx" ON "Item"("decimal", "id");

-- CreateIndex
CREATE INDEX "Item_numeric_id_idx" ON "Item"("numeric", "id");

-- CreateIndex
CREATE INDEX "Item_boolean_id_idx" ON "Item"("boolean", "id");

-- CreateIndex
CREATE INDEX "Item_timestamp_id_idx" ON "Item"("timestamp", "id");

-- CreateIndex
CREATE INDEX "Item_timestamp6_id_idx" ON "Item"("timestamp6", "id");

-- CreateIndex
CREATE INDEX "Item_timestamptz_id_idx" ON "Item"("timestamptz", "id");

-- CreateIndex
CREATE INDEX "Item_date_id_idx" ON "Item"("date", "id");

-- CreateIndex
CREATE INDEX "Item_shade_id_idx" ON "Item"("shade", "id");

-- CreateIndex
CREATE INDEX "Item_anyText_id_idx" ON "Item"("anyText", "id");

-- CreateIndex
CREATE INDEX "Item_anyVarchar_id_idx" ON "Item"("anyVarchar", "id");

-- CreateIndex
CREATE INDEX "Item_anyUuid_id_idx" ON "Item"("anyUuid", "id");

-- CreateIndex
CREATE INDEX "Item_anyInt_id_idx" ON "Item"("anyInt", "id");

-- CreateIndex
CREATE INDEX "Item_anySmallint_id_idx" ON "Item"("anySmallint", "id");

-- CreateIndex
CREATE INDEX "Item_anyBigint_id_idx" ON "Item"("anyBigint", "id");

-- CreateIndex
CREATE INDEX "Item_anyFloat_id_idx" ON "Item"("anyFloat", "id");

-- CreateIndex
CREATE INDEX "Item_anyReal_id_idx" ON "Item"("anyReal", "id");

-- CreateIndex
CREATE INDEX "Item_anyDecimal_id_idx" ON "Item"("anyDecimal", "id");

-- CreateIndex
CREATE INDEX "Item_anyNumeric_id_idx" ON "Item"("anyNumeric", "id");

-- CreateIndex
CREATE INDEX "Item_anyBoolean_id_idx" ON "Item"("anyBoolean", "id");

-- CreateIndex
CREATE INDEX "Item_anyTimestamp_id_idx" ON "Item"("anyTimestamp", "id");

-- CreateIndex
CREATE INDEX "Item_anyTimestamp6_id_idx" ON "Item"("anyTimestamp6", "id");

-- CreateIndex
CREATE INDEX "Item_anyTimestamptz_id_idx" ON "Item"("anyTimestamptz", "id");

-- CreateIndex
CREATE INDEX "Item_anyDate_id_idx" ON "Item"("anyDate", "id");

-- CreateIndex
CREATE INDEX "Item_anyShade_id_idx" ON "Item"("anyShade", "id");

-- CreateIndex
CREATE INDEX "Item_place_code_idx" ON "Item"("place_code");

-- CreateIndex
CREATE INDEX "Preset_stamp_id_idx" ON "Preset"("stamp", "id");

-- CreateIndex
CREATE INDEX "Bundle_slotNumber_idx" ON "Bundle"("slotNumber");

-- CreateIndex
CREATE INDEX "Bundle_itemId_idx" ON "Bundle"("itemId");

-- CreateIndex
CREATE INDEX "Slip_bundleId_idx" ON "Slip"("bundleId");

-- CreateIndex
CREATE UNIQUE INDEX "Place_name_key" ON "Place"("name");

-- CreateIndex
CREATE INDEX "Place_floor_code_idx" ON "Place"("floor", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Place_floor_name_key" ON "Place"("floor", "name");

-- CreateIndex
CREATE INDEX "Tag_presetId_idx" ON "Tag"("presetId");

-- CreateIndex
CREATE UNIQUE INDEX "Slot_account_number_label_key" ON "Slot"("account_number", "label");

-- CreateIndex
CREATE UNIQUE INDEX "Account_iban_key" ON "Account"("iban");

-- CreateIndex
CREATE UNIQUE INDEX "Account_score_key" ON "Account"("score");

-- CreateIndex
CREATE UNIQUE INDEX "Account_tagId_key" ON "Account"("tagId");

-- CreateIndex
CREATE INDEX "Account_score_number_idx" ON "Account"("score", "number");

-- CreateIndex
CREATE UNIQUE INDEX "one grade for each name" ON "Grade"("name");

-- CreateIndex
CREATE INDEX "_ItemToTag_B_index" ON "_ItemToTag"("B", "A");

-- CreateIndex
CREATE INDEX "_SlotToTag_B_index" ON "_SlotToTag"("B", "A");

-- CreateIndex
CREATE INDEX "_Sequence_B_index" ON "_Sequence"("B", "A");

-- CreateIndex
CREATE INDEX "_AccountToPlace_B_index" ON "_AccountToPlace"("B", "A");

-- CreateIndex
CREATE INDEX "_AccountToGrade_B_index" ON "_AccountToGrade"("B", "A");

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_place_code_fkey" FOREIGN KEY ("place_code") REFERENCES "Place"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bundle" ADD CONSTRAINT "Bundle_slotNumber_fkey" FOREIGN KEY ("slotNumber") REFERENCES "Slot"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bundle" ADD CONSTRAINT "Bundle_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Slip" ADD CONSTRAINT "Slip_bundleId_fkey" FOREIGN KEY ("bundleId") REFERENCES "Bundle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_presetId_fkey" FOREIGN KEY ("presetId") REFERENCES "Preset"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Slot" ADD CONSTRAINT "Slot_account_number_fkey" FOREIGN KEY ("account_number") REFERENCES "Account"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ItemToTag" ADD CONSTRAINT "_ItemToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ItemToTag" ADD CONSTRAINT "_ItemToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_SlotToTag" ADD CONSTRAINT "_SlotToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Slot"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_SlotToTag" ADD CONSTRAINT "_SlotToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Sequence" ADD CONSTRAINT "_Sequence_A_fkey" FOREIGN KEY ("A") REFERENCES "Slot"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Sequence" ADD CONSTRAINT "_Sequence_B_fkey" FOREIGN KEY ("B") REFERENCES "Slot"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_AccountToPlace" ADD CONSTRAINT "_AccountToPlace_A_fkey" FOREIGN KEY ("A") REFERENCES "Account"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_AccountToPlace" ADD CONSTRAINT "_AccountToPlace_B_fkey" FOREIGN KEY ("B") REFERENCES "Place"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_AccountToGrade" ADD CONSTRAINT "_AccountToGrade_A_fkey" FOREIGN KEY ("A") REFERENCES "Account"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_AccountToGrade" ADD CONSTRAINT "_AccountToGrade_B_fkey" FOREIGN KEY ("B") REFERENCES "Grade"("level") ON DELETE CASCADE ON UPDATE CASCADE;

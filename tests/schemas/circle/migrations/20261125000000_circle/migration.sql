-- CreateTable
CREATE TABLE "Member" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(40) COLLATE "C" NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Word" (
    "code" VARCHAR(20) COLLATE "C" NOT NULL,
    "meaning" VARCHAR(40) COLLATE "C" NOT NULL DEFAULT '',

    CONSTRAINT "Word_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "_Friendship" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Friendship_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_MemberToWord" (
    "A" INTEGER NOT NULL,
    "B" VARCHAR(20) COLLATE "C" NOT NULL,

    CONSTRAINT "_MemberToWord_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_Synonym" (
    "A" VARCHAR(20) COLLATE "C" NOT NULL,
    "B" VARCHAR(20) COLLATE "C" NOT NULL,

    CONSTRAINT "_Synonym_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE INDEX "Member_name_id_idx" ON "Member"("name", "id");

-- CreateIndex
CREATE INDEX "_Friendship_B_index" ON "_Friendship"("B", "A");

-- CreateIndex
CREATE INDEX "_MemberToWord_B_index" ON "_MemberToWord"("B", "A");

-- CreateIndex
CREATE INDEX "_Synonym_B_index" ON "_Synonym"("B", "A");

-- AddForeignKey
ALTER TABLE "_Friendship" ADD CONSTRAINT "_Friendship_A_fkey" FOREIGN KEY ("A") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friendship" ADD CONSTRAINT "_Friendship_B_fkey" FOREIGN KEY ("B") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_MemberToWord" ADD CONSTRAINT "_MemberToWord_A_fkey" FOREIGN KEY ("A") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_MemberToWord" ADD CONSTRAINT "_MemberToWord_B_fkey" FOREIGN KEY ("B") REFERENCES "Word"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Synonym" ADD CONSTRAINT "_Synonym_A_fkey" FOREIGN KEY ("A") REFERENCES "Word"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Synonym" ADD CONSTRAINT "_Synonym_B_fkey" FOREIGN KEY ("B") REFERENCES "Word"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- MirrorLinks
CREATE OR REPLACE FUNCTION "bothends_mirror_links"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  links text := format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME);
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM removed) THEN
      EXECUTE format('DELETE FROM %s AS link USING removed WHERE link."A" = removed."B" AND link."B" = removed."A"', links);
    END IF;
  ELSIF EXISTS (SELECT FROM added) THEN
    IF TG_OP = 'UPDATE' THEN
      EXECUTE format('DELETE FROM %s AS link USING (SELECT "A", "B" FROM removed EXCEPT SELECT "A", "B" FROM added EXCEPT SELECT "B", "A" FROM added) AS old WHERE link."A" = old."B" AND link."B" = old."A"', links);
    END IF;
    EXECUTE format('INSERT INTO %s ("A", "B") SELECT "B", "A" FROM added ORDER BY "B", "A" ON CONFLICT DO NOTHING', links);
  END IF;
  RETURN NULL;
END $$;

-- MirrorLinks
CREATE TRIGGER "bothends_mirror_insert" AFTER INSERT ON "_Friendship" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();
CREATE TRIGGER "bothends_mirror_update" AFTER UPDATE ON "_Friendship" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();
CREATE TRIGGER "bothends_mirror_delete" AFTER DELETE ON "_Friendship" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();

-- MirrorLinks
CREATE TRIGGER "bothends_mirror_insert" AFTER INSERT ON "_Synonym" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();
CREATE TRIGGER "bothends_mirror_update" AFTER UPDATE ON "_Synonym" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();
CREATE TRIGGER "bothends_mirror_delete" AFTER DELETE ON "_Synonym" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();

-- Text is COLLATE "C": ordered by code point, the same on every machine, and matched by prefix from the same index.
CREATE TABLE "Article" (
    "id" SERIAL NOT NULL,
    "headline" VARCHAR(100) COLLATE "C" NOT NULL,

    CONSTRAINT "Article_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Publication" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(30) COLLATE "C" NOT NULL,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "_ArticleToPublication" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_ArticleToPublication_AB_pkey" PRIMARY KEY ("A","B")
);

-- The orders of the two connections, each of which ends in the key.
CREATE INDEX "Article_headline_id_idx" ON "Article"("headline", "id");
CREATE INDEX "Publication_title_id_idx" ON "Publication"("title", "id");

-- Prisma's own index is ("B") alone. With "A" behind it, a page from the second end comes from the index as from the first.
CREATE INDEX "_ArticleToPublication_B_index" ON "_ArticleToPublication"("B", "A");

ALTER TABLE "_ArticleToPublication" ADD CONSTRAINT "_ArticleToPublication_A_fkey" FOREIGN KEY ("A") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_ArticleToPublication" ADD CONSTRAINT "_ArticleToPublication_B_fkey" FOREIGN KEY ("B") REFERENCES "Publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

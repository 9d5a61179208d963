-- CreateTable
CREATE TABLE "Playlist" (
    "id" SERIAL NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Playlist_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Song" (
    "song_id" UUID NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Song_pkey" PRIMARY KEY ("song_id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "list" INTEGER NOT NULL,
    "song" UUID NOT NULL,
    "at" TEXT COLLATE "C" NOT NULL,
    "note" TEXT COLLATE "C",
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("list","song")
);

-- CreateTable
CREATE TABLE "Book" (
    "id" BIGSERIAL NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Book_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Author" (
    "code" VARCHAR(20) COLLATE "C" NOT NULL,

    CONSTRAINT "Author_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Authorship" (
    "bookPlace" BIGINT NOT NULL DEFAULT 0,
    "authorCode" VARCHAR(20) COLLATE "C" NOT NULL,
    "bookId" BIGINT NOT NULL,
    "authorPlace" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Authorship_pkey" PRIMARY KEY ("bookId","authorCode")
);

-- CreateTable
CREATE TABLE "Influence" (
    "influencedCode" VARCHAR(20) COLLATE "C" NOT NULL,
    "influenceCode" VARCHAR(20) COLLATE "C" NOT NULL,
    "weight" VARCHAR(30) COLLATE "C" NOT NULL DEFAULT '',

    CONSTRAINT "Influence_pkey" PRIMARY KEY ("influencedCode","influenceCode")
);

-- CreateIndex
CREATE INDEX "Song_title_song_id_idx" ON "Song"("title", "song_id");

-- CreateIndex
CREATE INDEX "Entry_song_list_idx" ON "Entry"("song", "list");

-- CreateIndex
CREATE INDEX "Entry_list_at_song_idx" ON "Entry"("list", "at", "song");

-- CreateIndex
CREATE INDEX "Authorship_authorCode_bookId_idx" ON "Authorship"("authorCode", "bookId");

-- CreateIndex
CREATE INDEX "Authorship_bookId_authorPlace_authorCode_idx" ON "Authorship"("bookId", "authorPlace", "authorCode");

-- CreateIndex
CREATE INDEX "Authorship_authorCode_bookPlace_bookId_idx" ON "Authorship"("authorCode", "bookPlace", "bookId");

-- CreateIndex
CREATE INDEX "Influence_influenceCode_influencedCode_idx" ON "Influence"("influenceCode", "influencedCode");

-- CreateIndex
CREATE INDEX "Influence_influencedCode_weight_influenceCode_idx" ON "Influence"("influencedCode", "weight", "influenceCode");

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_list_fkey" FOREIGN KEY ("list") REFERENCES "Playlist"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_song_fkey" FOREIGN KEY ("song") REFERENCES "Song"("song_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authorship" ADD CONSTRAINT "Authorship_authorCode_fkey" FOREIGN KEY ("authorCode") REFERENCES "Author"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authorship" ADD CONSTRAINT "Authorship_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Influence" ADD CONSTRAINT "Influence_influencedCode_fkey" FOREIGN KEY ("influencedCode") REFERENCES "Author"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Influence" ADD CONSTRAINT "Influence_influenceCode_fkey" FOREIGN KEY ("influenceCode") REFERENCES "Author"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "userAgent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Profile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL DEFAULT 'local',
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MachineRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL DEFAULT 'local',
    "profileId" TEXT NOT NULL,
    "profileName" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "cause" TEXT,
    "pid" INTEGER,
    "procStartTicks" BIGINT,
    "accel" TEXT,
    "gpu" BOOLEAN NOT NULL
);

-- CreateTable
CREATE TABLE "Operation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL DEFAULT 'local',
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "steps" TEXT NOT NULL,
    "problem" TEXT
);

-- CreateTable
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hostId" TEXT NOT NULL DEFAULT 'local',
    "at" DATETIME NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "actor" TEXT,
    "data" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "GpuSpan" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL DEFAULT 'local',
    "address" TEXT NOT NULL,
    "holderKind" TEXT NOT NULL,
    "holderId" TEXT,
    "holderName" TEXT,
    "from" DATETIME NOT NULL,
    "to" DATETIME
);

-- CreateIndex
CREATE UNIQUE INDEX "User_name_key" ON "User"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Profile_hostId_position_idx" ON "Profile"("hostId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Profile_hostId_nameKey_key" ON "Profile"("hostId", "nameKey");

-- CreateIndex
CREATE INDEX "MachineRun_profileId_startedAt_idx" ON "MachineRun"("profileId", "startedAt");

-- CreateIndex
CREATE INDEX "MachineRun_hostId_endedAt_idx" ON "MachineRun"("hostId", "endedAt");

-- CreateIndex
CREATE INDEX "Operation_hostId_startedAt_idx" ON "Operation"("hostId", "startedAt");

-- CreateIndex
CREATE INDEX "Operation_subjectKind_subjectId_startedAt_idx" ON "Operation"("subjectKind", "subjectId", "startedAt");

-- CreateIndex
CREATE INDEX "Operation_state_idx" ON "Operation"("state");

-- CreateIndex
CREATE INDEX "Event_hostId_at_idx" ON "Event"("hostId", "at");

-- CreateIndex
CREATE INDEX "Event_subjectKind_subjectId_id_idx" ON "Event"("subjectKind", "subjectId", "id");

-- CreateIndex
CREATE INDEX "GpuSpan_hostId_address_from_idx" ON "GpuSpan"("hostId", "address", "from");

-- CreateIndex
CREATE INDEX "Plan_sortPrice_id_idx" ON "Plan"("sortPrice", "id");

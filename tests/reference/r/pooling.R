# Pooling: mice's completed sets, kept in data/, and what mice makes of them (its D1 goes through mitml).
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages({library(mice); library(mitml)})
cohort <- read.csv(data_file("cohort.csv"))[c("age", "sex", "pain", "partnership", "confidence", "manage", "manage_3m")]
sets <- data_file("completed.csv")
if (!file.exists(sets)) {
  drawn <- mice(cohort, m = 7, maxit = 10, seed = 11, printFlag = FALSE)
  write.csv(complete(drawn, "long")[c(".imp", names(cohort))], sets, row.names = FALSE)
}
all <- read.csv(sets)
tables <- split(all[-1], all$.imp)
small <- lapply(tables, function(t) lm(manage_3m ~ age + sex + pain, t))
large <- lapply(tables, function(t) lm(manage_3m ~ age + sex + pain + partnership + confidence, t))
pooled <- summary(pool(as.mira(large)), conf.int = TRUE)
inner <- pool(as.mira(large))$pooled
first <- D1(as.mira(large), as.mira(small))
wald <- mapply(function(s, l) anova(s, l)$F[2] * 2, small, large)
second <- testModels(large, small, method = "D2", use = "wald")
r2 <- function(fits) pool.r.squared(as.mira(fits))[1]
freeze("pooling", list(
  estimate = bare(pooled$estimate), se = bare(pooled$std.error), df = bare(pooled$df), p = bare(pooled$p.value),
  low = bare(pooled$`2.5 %`), high = bare(pooled$`97.5 %`), riv = bare(inner$riv), fmi = bare(inner$fmi),
  d1 = bare(first$result[1, c("F.value", "df1", "df2", "P(>F)")]),
  d2 = bare(second$test[1, c("F.value", "df1", "df2", "P(>F)")]), wald = bare(wald), r2 = r2(large), r2_small = r2(small)
), c("mice", "mitml"))

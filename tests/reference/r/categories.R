# The models that chained equations draw categories from: MASS::polr, glm.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages(library(MASS))
cohort <- read.csv(data_file("cohort.csv"))
band <- findInterval(cohort$manage, c(45, 55, 65))
z <- scale(cohort[c("age", "partnership")])
fit <- polr(factor(band) ~ z, control = list(reltol = 1e-15, maxit = 1000))
freeze("categories", list(cuts = bare(fit$zeta), slopes = bare(coef(fit)), log_likelihood = as.numeric(logLik(fit))), "MASS")

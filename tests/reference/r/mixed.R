# Mixed models: lme4::lmer by REML, its optimiser pressed to its limit.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages(library(lme4))
long <- read.csv(data_file("long.csv"))
press <- lmerControl(optimizer = "bobyqa", calc.derivs = FALSE,
                     optCtrl = list(rhobeg = 2e-3, rhoend = 1e-12, maxfun = 1e6))
models <- list(
  intercept = score ~ day + severe + joined + sleep + (1 | person),
  slope = score ~ day + severe + joined + sleep + (day | person),
  nested = score ~ day + severe + joined + sleep + (1 | professional / person),
  nested_slope = score ~ day + severe + joined + sleep + (1 | professional) + (day | professional:person))
freeze("mixed", lapply(models, function(formula) {
  fit <- lmer(formula, long, control = press)
  list(n = nobs(fit), criterion = REMLcrit(fit), estimate = bare(fixef(fit)), se = bare(sqrt(diag(as.matrix(vcov(fit))))),
       sigma = sigma(fit), groups = as.list(ngrps(fit)), random = lapply(VarCorr(fit), function(v) bare(v)))
}), "lme4")

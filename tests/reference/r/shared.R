# Two published cohorts with drop-out, read from where they lie (they are not part of the project):
# BtheB (HSAUR3) and knee (catdata). Blocks, change and mixed models as for our own tables.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages({library(sandwich); library(clubSandwich); library(lme4)})
at <- file.path(commandArgs(trailingOnly = TRUE)[3], "cohort")
press <- lmerControl(optimizer = "bobyqa", calc.derivs = FALSE,
                     optCtrl = list(rhobeg = 2e-3, rhoend = 1e-12, maxfun = 1e6))
said <- function(fit) list(n = nobs(fit), criterion = REMLcrit(fit), estimate = bare(fixef(fit)),
                           se = bare(sqrt(diag(as.matrix(vcov(fit))))), sigma = sigma(fit),
                           variance = bare(VarCorr(fit)[[1]]))

b <- read.csv(file.path(at, "BtheB.csv"))
b$drug <- as.numeric(b$drug == "Yes"); b$long <- as.numeric(b$length == ">6m"); b$btb <- as.numeric(b$treatment == "BtheB")
two <- b[!is.na(b$bdi.2m), ]
small <- lm(bdi.2m ~ bdi.pre + drug + long, two); large <- update(small, . ~ . + btb)
step <- anova(small, large)
paired <- t.test(two$bdi.2m, two$bdi.pre, paired = TRUE)
months <- reshape(b, direction = "long", varying = c("bdi.2m", "bdi.3m", "bdi.5m", "bdi.8m"), v.names = "bdi",
                  timevar = "month", times = c(2, 3, 5, 8), idvar = "id")
k <- read.csv(file.path(at, "knee.csv"))
visits <- reshape(k, direction = "long", varying = paste0("R", 1:4), v.names = "pain", timevar = "visit", times = 1:4,
                  idvar = "N")
knee <- lm(pain ~ Age + Sex + visit + Th, visits)
cr2 <- coef_test(knee, vcovCR(knee, visits$N, type = "CR2"), test = "Satterthwaite")
freeze("shared", list(
  btheb = list(n = nrow(two), r2 = c(summary(small)$r.squared, summary(large)$r.squared), f_change = step$F[2], p = step$`Pr(>F)`[2],
               estimate = bare(coef(large)), hc3 = bare(sqrt(diag(vcovHC(large, type = "HC3")))),
               t = bare(paired$statistic), change = mean(two$bdi.2m - two$bdi.pre),
               mixed = said(lmer(bdi ~ bdi.pre + month + btb + drug + long + (1 | id), months, control = press))),
  knee = list(estimate = bare(coef(knee)), se = bare(cr2$SE), df = bare(cr2$df_Satt), p = bare(cr2$p_Satt),
              mixed = said(lmer(pain ~ Age + Sex + visit + Th + (visit | N), visits, control = press)))
), c("sandwich", "clubSandwich", "lme4"))

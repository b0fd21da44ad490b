# Nested regression: stats::lm and anova; sandwich for HC3; clubSandwich for CR1, CR2, Satterthwaite and HTZ.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages({library(sandwich); library(clubSandwich)})
cohort <- read.csv(data_file("cohort.csv"))
# months is age again (12 age + 7), one is constant: lm drops them.
blocks <- list(c("age", "sex", "one"), c("pain", "months"), c("partnership", "confidence"))
used <- cohort[complete.cases(cohort[c("manage", unlist(blocks), "professional")]), ]
fits <- lapply(seq_along(blocks), function(b)
  lm(reformulate(unlist(blocks[1:b]), "manage"), used))
before <- lm(manage ~ 1, used)

rows <- lapply(seq_along(fits), function(b) {
  fit <- fits[[b]]
  last <- if (b == 1) before else fits[[b - 1]]
  step <- anova(last, fit)
  r2 <- summary(fit)$r.squared
  delta <- r2 - summary(last)$r.squared
  keep <- names(coef(fit))[!is.na(coef(fit))]
  again <- lm(reformulate(keep[-1], "manage"), used)      # without what lm dropped
  added <- setdiff(keep, names(coef(last)))
  which <- match(added, keep)
  classical <- summary(again)
  interval <- confint(again)
  wald <- function(V) {
    q <- length(which)
    as.numeric(coef(again)[which] %*% solve(V[which, which]) %*% coef(again)[which]) / q
  }
  hc3 <- vcovHC(again, type = "HC3")
  clubs <- lapply(c(CR1 = "CR1", CR2 = "CR2"), function(type) vcovCR(again, used$professional, type = type))
  groups <- length(unique(used$professional))
  satterthwaite <- coef_test(again, clubs$CR2, test = "Satterthwaite")
  htz <- Wald_test(again, constrain_zero(which), clubs$CR2, test = "HTZ")
  sds <- vapply(keep[-1], function(k) sd(used[[k]]), 0)
  list(kept = I(keep), r2 = r2, r2_adjusted = summary(fit)$adj.r.squared, delta_r2 = delta, f_change = step$F[2],
       df1 = step$Df[2], df2 = step$Res.Df[2], p = step$`Pr(>F)`[2], f2 = r2 / (1 - r2), f2_change = delta / (1 - r2),
       sigma = sigma(fit), estimate = bare(coef(again)), beta = bare(coef(again)[-1] * sds / sd(used$manage)),
       classical = list(se = bare(classical$coefficients[, 2]), p = bare(classical$coefficients[, 4]),
                        low = bare(interval[, 1]), high = bare(interval[, 2])),
       HC3 = list(se = bare(sqrt(diag(hc3))), p = bare(2 * pt(-abs(coef(again) / sqrt(diag(hc3))), again$df.residual)),
                  f = wald(hc3), f_p = pf(wald(hc3), length(which), again$df.residual, lower.tail = FALSE)),
       CR1 = list(se = bare(sqrt(diag(clubs$CR1))), p = bare(2 * pt(-abs(coef(again) / sqrt(diag(clubs$CR1))), groups - 1)),
                  f = wald(as.matrix(clubs$CR1)), f_p = pf(wald(as.matrix(clubs$CR1)), length(which), groups - 1, lower.tail = FALSE)),
       CR2 = list(se = bare(satterthwaite$SE), df = bare(satterthwaite$df_Satt), p = bare(satterthwaite$p_Satt),
                  f = htz$Fstat, df2 = htz$df_denom, f_p = htz$p_val))
})
last <- lm(manage ~ age + sex + pain + partnership + confidence, used)
x <- model.matrix(last)[, -1]
freeze("blocks", list(
  n = nrow(used), groups = length(unique(used$professional)), blocks = rows,
  diagnostics = list(vif = bare(diag(solve(cor(x)))), hat = bare(hatvalues(last)), rstandard = bare(rstandard(last)),
                     rstudent = bare(rstudent(last)), cook = bare(cooks.distance(last)))
), c("sandwich", "clubSandwich"))

# Staying: glm; weights; weighted lm with sandwich's HC3 and clubSandwich's CR1 on known weights.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages({library(sandwich); library(clubSandwich)})
cohort <- read.csv(data_file("cohort.csv"))
used <- cohort[complete.cases(cohort[c("stayed", "age", "sex", "pain", "partnership")]), ]
model <- glm(stayed ~ age + sex + pain, binomial, used, control = glm.control(epsilon = 1e-15, maxit = 100))
w <- mean(used$stayed) / fitted(model)
here <- used$stayed == 1
fit <- lm(manage_3m ~ age + pain + partnership, used[here, ], weights = w[here])
hc3 <- vcovHC(fit, type = "HC3")
scores <- estfun(fit)
sums <- rowsum(scores, used$professional[here])
G <- nrow(sums)
cr1 <- bread(fit) %*% crossprod(sums) %*% bread(fit) / nobs(fit)^2 * G / (G - 1)
freeze("leaving", list(
  estimate = bare(coef(model)), se = bare(sqrt(diag(vcov(model)))), log_likelihood = as.numeric(logLik(model)),
  weights = bare(w[here]), effective_n = sum(w[here])^2 / sum(w[here]^2),
  weighted = list(estimate = bare(coef(fit)), hc3 = bare(sqrt(diag(hc3))), cr1 = bare(sqrt(diag(cr1))),
                  p = bare(2 * pt(-abs(coef(fit) / sqrt(diag(hc3))), fit$df.residual)), r2 = summary(fit)$r.squared)
), c("sandwich", "clubSandwich"))

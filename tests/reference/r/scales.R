# Scales: psych for alpha, its intervals and omega; the same omega minimised to the last digit; change, shares, p-values.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages(library(psych))
cohort <- read.csv(data_file("cohort.csv"))
items <- na.omit(as.matrix(cohort[grep("^item", names(cohort))]))
n <- nrow(items); k <- ncol(items)
C <- cov(items); R <- cor(items)
whole <- suppressWarnings(psych::alpha(items))
raw <- k / (k - 1) * (1 - sum(diag(C)) / sum(C))
feldt <- 1 - (1 - raw) * qf(c(0.975, 0.025), n - 1, (n - 1) * (k - 1))
C2 <- C %*% C
Q <- 2 * k^2 / ((k - 1)^2 * sum(C)^3) * (sum(C) * (sum(diag(C2)) + sum(diag(C))^2) - 2 * sum(diag(C)) * sum(C2))
rest <- sapply(1:k, function(i) cor(items[, i], rowSums(items[, -i])))
without <- sapply(1:k, function(i) { S <- C[-i, -i]; (k - 1) / (k - 2) * (1 - sum(diag(S)) / sum(S)) })
fit <- suppressWarnings(fa(items, nfactors = 1, fm = "minres"))
loss <- function(l) { E <- R - l %o% l; sum(E[upper.tri(E)]^2) }
slope <- function(l) { E <- R - l %o% l; diag(E) <- 0; as.vector(-2 * E %*% l) }
l <- abs(as.vector(fit$loadings))
for (turn in 1:60) {                                     # Newton, by R's own solve
  E <- R - l %o% l; diag(E) <- 0
  H <- 2 * (l %o% l) - 2 * E; diag(H) <- 2 * (sum(l^2) - l^2)
  l <- l - as.vector(solve(H, slope(l)))
}
stopifnot(max(abs(slope(l))) < 1e-12, loss(l) <= loss(abs(as.vector(fit$loadings))) + 1e-15)
omega_psych <- (sum(R) - sum(fit$uniquenesses)) / sum(R)      # what psych::omega makes of fa, without its rotations

both <- cohort[complete.cases(cohort[c("manage", "manage_3m")]), ]
d <- both$manage_3m - both$manage
paired <- t.test(both$manage_3m, both$manage, paired = TRUE)
reliability <- 0.84
se <- sd(both$manage) * sqrt(2 * (1 - reliability))
share <- prop.test(sum(d >= 5), length(d), correct = FALSE)
left <- cohort$stayed == 0
apart <- function(x) {
  a <- na.omit(x[left]); b <- na.omit(x[!left])
  (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
}
shares <- function(x) { a <- mean(x[left]); b <- mean(x[!left]); (a - b) / sqrt((a * (1 - a) + b * (1 - b)) / 2) }
band <- cut(cohort$age, c(0, 40, 60, 120))
a <- prop.table(table(band[left]))[-1]; b <- prop.table(table(band[!left]))[-1]
S <- ((diag(a) - a %o% a) + (diag(b) - b %o% b)) / 2
p <- c(0.001, 0.04, 0.03, 0.005, 0.2, 0.03, 0.9)
freeze("scales", list(
  alpha = raw, alpha_psych = whole$total$raw_alpha, feldt = feldt, feldt_psych = bare(unlist(whole$feldt[c("lower.ci", "upper.ci")])),
  duhachek = raw + c(-1, 1) * qnorm(0.975) * sqrt(Q / n), rest = rest, without = without,
  omega = (sum(R) - sum(1 - l^2)) / sum(R), omega_psych = omega_psych, loadings = l,
  loadings_psych = abs(bare(fit$loadings)),
  change = list(n = length(d), mean = mean(d), sd = sd(d), t = bare(paired$statistic), df = bare(paired$parameter),
                p = paired$p.value, low = paired$conf.int[1], high = paired$conf.int[2], d_z = mean(d) / sd(d),
                d_av = mean(d) / sqrt((var(both$manage) + var(both$manage_3m)) / 2),
                effect_size = mean(d) / sd(both$manage), correlation = cor(both$manage, both$manage_3m)),
  reliable = list(threshold = qnorm(0.975) * se, better = sum(d / se > qnorm(0.975)), worse = sum(d / se < -qnorm(0.975))),
  beyond = list(count = sum(d >= 5), low = share$conf.int[1], high = share$conf.int[2]),
  apart = list(age = apart(cohort$age), pain = apart(cohort$pain), sex = shares(cohort$sex),
               band = sqrt(as.numeric(a - b) %*% solve(S) %*% as.numeric(a - b))[1]),
  adjusted = list(p = p, holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH"), bonferroni = p.adjust(p, "bonferroni"))
), "psych")

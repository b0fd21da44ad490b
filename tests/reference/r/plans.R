# Whole plans, from messy files to every number: each is read, scored, coded and computed here again, by R's own
# means and without looking at ours. A number is told with its place in results.json (`at`) and how near ours must be.
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
suppressPackageStartupMessages({library(sandwich); library(clubSandwich); library(lme4); library(psych)})
read_plan_data <- function(name, ...) {
  d <- read.csv(file.path(folder, "plans", name, "data.csv"), check.names = FALSE, colClasses = "character",
                fileEncoding = "UTF-8-BOM", na.strings = character(), ...)
  d[] <- lapply(d, trimws)
  d
}
number <- function(x, missing) as.numeric(ifelse(x %in% c("", missing), NA, x))

told <- list()
tell <- function(at, is, near = 1e-8) told[[length(told) + 1]] <<- list(at = paste(at, collapse = "/"), is = is, near = near)
tell_all <- function(at, values, near = 1e-8) for (n in names(values)) tell(c(at, n), unname(values[[n]]), near)
taken <- function() { all <- told; told <<- list(); all }

# Dummies of a category, named as terms are; "sum" counts the reference -1.
coded <- function(name, x, levels, reference, coding = "treatment") {
  others <- setdiff(levels, reference)
  setNames(lapply(others, function(l) (x == l) - (coding == "sum") * (x == reference)), paste0(name, "[", others, "]"))
}

# Nested blocks; `blocks` is a list of lists of columns. Rows are those complete in everything entered.
tell_blocks <- function(key, y, blocks, errors, cluster = NULL, level = .95) {
  x <- do.call(cbind, unlist(unname(blocks), recursive = FALSE)); terms <- unlist(lapply(blocks, names)); colnames(x) <- terms
  rows <- complete.cases(x) & !is.na(y); if (errors != "HC3") rows <- rows & !is.na(cluster)
  x <- x[rows, , drop = FALSE]; y <- y[rows]; g <- cluster[rows]; n <- length(y); before <- lm(y ~ 1); kept0 <- character(); place <- 0
  for (b in seq_along(blocks)) {
    entered <- x[, seq_len(sum(lengths(blocks)[1:b])), drop = FALSE]
    kept <- colnames(entered)[!is.na(coef(lm(y ~ entered))[-1])]; k <- x[, kept, drop = FALSE]; fit <- lm(y ~ k)
    at <- c("outcomes", key, "blocks", b - 1); p <- length(kept); df <- n - p - 1; tss <- sum((y - mean(y))^2); r2 <- 1 - deviance(fit) / tss
    new <- which(!kept %in% kept0) + 1
    tell_all(at, list(n = n, r2 = r2, r2_adjusted = 1 - (1 - r2) * (n - 1) / df, df1 = length(new), df2 = df, f2 = r2 / (1 - r2),
                      residual_sd = sigma(fit)))
    if (length(new)) { a <- anova(before, fit); tell_all(at, list(f_change = a$F[2], p = a$`Pr(>F)`[2], delta_r2 = a$`Sum of Sq`[2] / tss)) }
    alone <- errors == "HC3" && any(hatvalues(fit) > 1 - 1e-10)
    v <- as.matrix(if (errors == "HC3") suppressWarnings(vcovHC(fit, "HC3")) else vcovCR(fit, cluster = g, type = errors))
    dfs <- if (errors == "CR2") coef_test(fit, vcov = "CR2", cluster = g, test = "Satterthwaite")$df_Satt else rep(df, p + 1)
    e <- bare(coef(fit)); se <- sqrt(diag(v)); half <- qt(.5 + level / 2, dfs) * se; spread <- c(NA, apply(k, 2, sd)) / sd(y)
    for (i in seq_len(p + 1)) {
      here <- c("outcomes", key, "coefficients", place); place <- place + 1
      tell(c(here, "term"), c("(intercept)", kept)[i]); tell(c(here, "estimate"), e[i])
      if (i > 1) tell(c(here, "beta"), e[i] * spread[[i]])
      if (!alone) tell_all(here, list(se = se[[i]], df = dfs[i], p = 2 * pt(-abs(e[i] / se[[i]]), dfs[i]), ci_low = e[i] - half[[i]],
                                      ci_high = e[i] + half[[i]]))
    }
    if (length(new) && !alone) {
      if (errors == "CR2") {
        c0 <- matrix(0, length(new), p + 1); c0[cbind(seq_along(new), new)] <- 1
        w <- try(Wald_test(fit, constraints = c0, vcov = "CR2", cluster = g, test = "HTZ"), silent = TRUE)
        if (!inherits(w, "try-error") && w$df_denom > 0) tell_all(c(at, "robust"), list(statistic = w$Fstat, df2 = w$df_denom, p = w$p_val))
      } else {
        f <- drop(e[new] %*% solve(v[new, new], e[new])) / length(new)
        tell_all(c(at, "robust"), list(statistic = f, p = pf(f, length(new), df, lower.tail = FALSE)))
      }
    }
    before <- fit; kept0 <- kept
  }
  tell(c("outcomes", key, "diagnostics", "largest_leverage"), max(hatvalues(fit)))
  for (i in seq_len(p)) tell(c("outcomes", key, "diagnostics", "vif", i - 1, "vif"), 1 / (1 - summary(lm(k[, i] ~ k[, -i]))$r.squared))
}

share <- function(at, x, n, level) {
  ci <- prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
  tell(c(at, "count"), x); tell(c(at, "ci_low"), ci[1], 1e-7); tell(c(at, "ci_high"), ci[2], 1e-7)
}

tell_scale <- function(name, when, items, score, ends, level) {
  at <- c("scales", name, "occasions", when); whole <- items[complete.cases(items), ]; k <- ncol(items); n <- nrow(whole)
  a <- suppressWarnings(psych::alpha(whole, check.keys = FALSE, warnings = FALSE)); raw <- a$total$raw_alpha; known <- score[!is.na(score)]
  tell_all(at, list(n = length(known), mean = mean(known), sd = sd(known), complete = n))
  tell_all(c(at, "alpha"), list(estimate = raw, ci_low = 1 - (1 - raw) * qf(.5 + level / 2, n - 1, (n - 1) * (k - 1)),
                                ci_high = 1 - (1 - raw) * qf(.5 - level / 2, n - 1, (n - 1) * (k - 1))))
  for (i in 1:k) tell_all(c(at, "item_total", i - 1), list(rest_correlation = cor(whole[, i], rowSums(whole[, -i])),
                                                           alpha_without = a$alpha.drop$raw_alpha[i]))
  share(c(at, "floor"), sum(known <= ends[1] + 1e-9), length(known), level)
  share(c(at, "ceiling"), sum(known >= ends[2] - 1e-9), length(known), level)
}

tell_change <- function(name, to, before, after, level, way, mic) {
  both <- !is.na(before) & !is.na(after); b <- before[both]; a <- after[both]; d <- a - b
  t <- t.test(a, b, paired = TRUE, conf.level = level); at <- c("change", name, "to", to)
  tell_all(at, list(n = length(d), sd_change = sd(d), standardised_response_mean = mean(d) / sd(d), effect_size = mean(d) / sd(b),
                    d_av = mean(d) / sqrt((var(a) + var(b)) / 2), correlation = cor(a, b)))
  tell_all(c(at, "mean_change"), list(estimate = mean(d), ci_low = t$conf.int[1], ci_high = t$conf.int[2]))
  tell_all(c(at, "t"), list(statistic = bare(t$statistic), p = t$p.value))
  share(c(at, "beyond_mic", 0, "better"), sum(way * d >= mic - 1e-12), length(d), level)
  share(c(at, "beyond_mic", 0, "worse"), sum(-way * d >= mic - 1e-12), length(d), level)
}

apart <- function(i, x, left) {
  a <- x[left & !is.na(x)]; b <- x[!left & !is.na(x)]
  tell(c("leavers", "differences", i, "difference"), (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2))
}

described <- function(i, x) {
  q <- quantile(x, c(.25, .5, .75), names = FALSE, na.rm = TRUE)
  tell_all(c("baseline", i), list(n = sum(!is.na(x)), mean = mean(x, na.rm = TRUE), sd = sd(x, na.rm = TRUE), q1 = q[1], median = q[2], q3 = q[3]))
}

# --- clinic: long, three occasions whose codes do not sort, four clusters, codes for missing, a scale, exclusions.
d <- read_plan_data("clinic"); gone <- c("-9", "-9.0", "NA")
tell("flow/0/left/0/n", sum(d$visit == "extra"))
for (v in c("q1", "q2", "q3", "q4", "pain", "age")) d[[v]] <- number(d[[v]], gone)
d$prof[d$prof %in% c("", gone)] <- NA
d$visit <- c(T1 = "start", T2 = "mid", T10 = "end")[d$visit]; d <- d[!is.na(d$visit), ]
d <- d[order(match(d$id, unique(d$id))), ]; one <- d[!duplicated(d$id), c("id", "prof", "sev")]
one$age <- bare(tapply(d$age, factor(d$id, one$id), function(a) c(a[!is.na(a)], NA)[1]))
at_visit <- function(v, o) { x <- d[d$visit == o, ]; x[[v]][match(one$id, x$id)] }
tell("flow/1/left/0/n", sum(one$age < 25, na.rm = TRUE)); tell("flow/1/left/1/n", sum(is.na(one$age)))
one <- one[!is.na(one$age) & one$age >= 25, ]
items <- function(o) data.frame(a = at_visit("q1", o), b = 6 - at_visit("q2", o), c = at_visit("q3", o), d = at_visit("q4", o))
able <- function(o) { x <- items(o); ifelse(rowSums(!is.na(x)) >= 3, rowMeans(x, na.rm = TRUE), NA) }
for (o in c("start", "mid", "end")) tell_scale("able", o, items(o), able(o), c(1, 5), .99)
age <- (one$age - 50) / 10; start <- at_visit("pain", "start")
severe <- coded("sev", one$sev, c("mild", "severe", "very severe", "never seen"), "severe")
by_age <- setNames(lapply(severe, `*`, age), paste(names(severe), ": age"))
rest <- list(c(severe, by_age), list("able@mid" = able("mid")))
tell_blocks("able", able("end"), c(list(list("able@start" = able("start"), age = age)), rest), "CR2", one$prof, .99)
tell_blocks("less", at_visit("pain", "mid") - start, c(list(list("pain@start" = start, age = age)), rest), "CR2", one$prof, .99)
tell_change("able", "end", able("start"), able("end"), .99, 1, .5)
tell_change("pain", "end", start, at_visit("pain", "end"), .99, -1, 2)
described(0, age); described(5, start); described(6, able("start"))
came <- rowSums(!is.na(cbind(items("end"), at_visit("pain", "end")))) > 0
tell("leavers/stayed", sum(came)); apart(0, age, !came); apart(2, start, !came); apart(3, able("start"), !came)
long <- do.call(rbind, lapply(c("start", "mid", "end"), function(o) data.frame(id = one$id, prof = one$prof, sev = one$sev,
  t = c(start = 0, mid = 1.5, end = 4)[[o]], y = at_visit("pain", o), able = able(o))))
long$sev <- relevel(factor(long$sev), "mild"); long <- long[complete.cases(long), ]
fit <- suppressWarnings(lmer(y ~ t + sev + able + (1 | id) + (1 | prof), long, control = lmerControl(optimizer = "bobyqa",
  calc.derivs = FALSE, check.conv.singular = "ignore", optCtrl = list(rhoend = 1e-12, maxfun = 1e6))))
tell("mixed/m/n", nobs(fit)); tell("mixed/m/criterion", REMLcrit(fit)); tell("mixed/m/residual_sd", sigma(fit), 1e-5)
clinic <- taken()

# --- odd: wide, semicolons, a byte order mark, names that are no names; categories in two codings and their product;
# logarithms and who is left out by years; what is left out of a model though not everybody has it.
d <- read_plan_data("odd", sep = ";"); names(d) <- c("size", "who", "age", "clap", "span", "pulse", "twice", "same")
for (v in c("size", "age", "span", "pulse", "twice", "same")) d[[v]] <- number(d[[v]], "NA")
d$clap[d$clap %in% c("", "NA")] <- NA; d$who[d$who %in% c("", "NA")] <- NA
tell("flow/1/left/0/n", sum(d$age < 17.5)); d <- d[d$age >= 17.5, ]
men <- coded("Sex ♀/♂", d$who, c("♀", "♂"), "♀"); clap <- coded("clap", d$clap, c("left", "neither", "right"), "right", "sum")
both <- setNames(lapply(clap, `*`, men[[1]]), paste(names(men), ":", names(clap)))
blocks <- list(c(men, list("l'âge" = log(d$age))), list("twice" = d$twice, "same" = d$same), c(list("span \"cm\"" = d$span), clap), both)
tell_blocks("Größe", d$size, blocks, "HC3", level = .9)
tell_blocks("pulse", d$pulse, blocks, "HC3", level = .9)
steps <- Filter(function(one) grepl("^outcomes/.*/blocks/3/p$", one$at), told)
adjusted <- p.adjust(vapply(steps, `[[`, 0, "is"), "holm")
for (i in seq_along(adjusted)) tell(c("multiplicity/tests", i - 1, "p_adjusted"), adjusted[i])
odd <- taken()

freeze("plans", list(clinic = clinic, odd = odd), c("sandwich", "clubSandwich", "lme4", "psych"))

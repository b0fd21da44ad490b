# Invented people, made once: the tables in data/ that every other script reads. Not re-run by the comparison (a
# generator may change with R; the tables are what counts).
source(file.path(commandArgs(trailingOnly = TRUE)[1], "r", "common.R"))
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20250301)

n <- 147
professional <- sample(1:9, n, replace = TRUE, prob = c(5, 4, 4, 3, 3, 2, 2, 1, 1))
warmth <- rnorm(9, 0, 2)
age <- round(rnorm(n, 52, 13))
sex <- rbinom(n, 1, 0.62)
pain <- pmin(pmax(round(rnorm(n, 6.4, 1.7), 1), 0), 10)
partnership <- round(60 + warmth[professional] - 1.5 * (pain - 6) + rnorm(n, 0, 12), 1)
confidence <- round(30 + 0.2 * (partnership - 60) - 1.2 * (pain - 6) + rnorm(n, 0, 8), 1)
manage <- round(55 + 0.35 * (partnership - 60) - 1.4 * (pain - 6) + 0.25 * (confidence - 30) + 4 * sex +
                0.5 * warmth[professional] + rnorm(n, 0, 8 + 0.08 * abs(partnership - 60)), 1)
manage_3m <- round(0.6 * manage + 26 + 0.1 * (partnership - 60) + rnorm(n, 0, 7), 1)
stayed <- rbinom(n, 1, plogis(0.9 + 0.03 * (age - 52) - 0.25 * (pain - 6)))
manage_3m[stayed == 0] <- NA
lost <- function(x, share) replace(x, runif(n) < share, NA)
trait <- rnorm(n)
items <- sapply(1:7, function(i) pmin(pmax(round(4 + (0.6 + 0.12 * i) * trait + rnorm(n, 0, 1.3)), 0), 8))
colnames(items) <- paste0("item", 1:7)
items[cbind(sample(n, 12), sample(7, 12, replace = TRUE))] <- NA
cohort <- data.frame(person = 1:n, professional, age, sex, pain = lost(pain, 0.04), partnership,
                     confidence = lost(confidence, 0.05), manage, manage_3m, stayed, months = round(age * 12 + 7),
                     one = 1, items)
write.csv(cohort, data_file("cohort.csv"), row.names = FALSE, na = "")

long <- do.call(rbind, lapply(1:140, function(i) {
  own <- rnorm(2) * c(6, 0.06)
  own[2] <- own[2] + 0.004 * own[1]
  who <- sample(1:14, 1)
  level <- rnorm(1)
  day <- c(0, 30, 60, 90)[c(TRUE, runif(3) < 0.8)]
  data.frame(person = i, professional = who, day, severe = round(level, 2), joined = rbinom(1, 1, 0.5),
             sleep = round(rnorm(length(day)), 2),
             score = round(50 + own[1] + (0.04 + own[2]) * day + 2.5 * level + 5 * sin(who * 5) +
                           rnorm(length(day), 0, 4), 2))
}))
long$score[sample(nrow(long), 9)] <- NA
write.csv(long, data_file("long.csv"), row.names = FALSE, na = "")

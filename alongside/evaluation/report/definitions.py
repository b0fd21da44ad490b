"""What every number means: (id, name, meaning). One click from wherever it stands."""

from __future__ import annotations

# What heads a column of numbers, where the section did not link it itself: every number has its meaning.
HEADS = {
    "About the same": "better",
    "Added to what was filled in": "tipping",
    "Better": "better",
    "Filled in": "imputation",
    "Groups": "groups",
    "Highest set": "traces",
    "Items": "items",
    "Known": "missing",
    "Left: mean (SD)": "mean-sd",
    "Lowest set": "traces",
    "Mean": "mean-sd",
    "Mean (SD)": "mean-sd",
    "Mean of the sets": "traces",
    "Mean residual": "residual",
    "Missing": "missing",
    "Normal distribution": "residual",
    "People": "people",
    "People with both": "people",
    "SD": "mean-sd",
    "SD of residuals": "residual",
    "Share missing": "missing",
    "Stayed: mean (SD)": "mean-sd",
    "Studentised residual": "residual",
    "Those with all answers": "complete",
    "Weighted": "weights",
    "Worse": "better",
    "df": "df",
    "p": "p",
    "p, robust": "robust",
    "p, robust, adjusted": "multiplicity",
    "α without it": "alpha",
    **{f"{part}% are below": "median" for part in (10, 25, 50, 75, 90)},
}

DEFINITIONS: tuple[tuple[str, str, str], ...] = (
    (
        "people",
        "People",
        "How many people a number is made of. In a block, those who answered everything that is in it.",
    ),
    ("items", "Items", "How many questions make up a scale."),
    (
        "missing",
        "Known and missing",
        "How many gave an answer that could be used, and how many did not. The share is of everybody in the study.",
    ),
    (
        "mean-sd",
        "Mean and SD",
        "The average, and the standard deviation: how far people typically are from it.",
    ),
    (
        "median",
        "Median and middle half",
        "Half of the people are below the median. A quarter are below the first number in brackets, a quarter above the second.",
    ),
    (
        "r2",
        "R²",
        "The share of the differences between people in an outcome that goes with everything entered so far: 0 is none, 1 is all. It is one less the residual sum of squares over the total one.",
    ),
    (
        "r2-adjusted",
        "Adjusted R²",
        "R² less what as many meaningless predictors would reach by chance: 1 − (1 − R²)(n − 1)/(n − k − 1) with n people and k predictors.",
    ),
    ("delta-r2", "ΔR²: what a block adds", "R² with the block less R² without it, of the same people."),
    (
        "f-change",
        "F-change",
        "What a block adds for each of its predictors, over what is left unexplained for each degree of freedom: (ΔR²/df1) / ((1 − R²)/df2). It assumes that people differ about the line equally everywhere; the robust test does not.",
    ),
    (
        "p",
        "p",
        "How often a number as far from nothing, or farther, would be seen if there were nothing. It is not the chance that there is nothing, and it says nothing about how much something matters.",
    ),
    (
        "df",
        "df",
        "Degrees of freedom: how much there is to estimate the error from. With few of them intervals are wider.",
    ),
    (
        "complete",
        "Those with all answers",
        "The analysis of people who answered everything that it asks for (complete cases). Who left is not in it.",
    ),
    (
        "residual",
        "Residual",
        "What somebody answered less what would be expected from the predictors. Studentised: over what it would typically be.",
    ),
    (
        "robust",
        "Robust test",
        "A Wald test of all the predictors of the block with errors that hold when people differ unequally (HC3) or resemble others of their cluster (CR1, CR2).",
    ),
    (
        "f2",
        "f²",
        "Cohen’s f² of what was added: ΔR² over what is still unexplained, 1 − R². He called 0.02 small, 0.15 medium and 0.35 large.",
    ),
    (
        "estimate",
        "Estimate",
        "How much more of the outcome goes with one more of the predictor, the others being equal; for a category, how far it stands from the one it is compared with.",
    ),
    ("beta", "β", "The estimate in standard deviations of both: estimate × SD(predictor) / SD(outcome)."),
    (
        "se",
        "SE",
        "Standard error: how far the estimate would typically be off, were the same done again with other people like these.",
    ),
    (
        "interval",
        "Interval",
        "Made in a way that catches the true number in as many of a hundred evaluations as the level says (95 unless the plan says otherwise).",
    ),
    (
        "vif",
        "VIF",
        "Variance inflation factor, 1/(1 − R²) of a predictor on the others: 1 where it is its own, large where others repeat it.",
    ),
    (
        "leverage",
        "Leverage",
        "How unusual somebody’s predictors are, from 1/n to 1. On average it is (k + 1)/n.",
    ),
    ("cook", "Cook’s distance", "How far all expectations would move without this one person."),
    (
        "alpha",
        "Cronbach’s α",
        "How much the items of a scale go together, from 0 to 1, if all of them measure the same equally well.",
    ),
    (
        "omega",
        "McDonald’s ω",
        "The share of a score’s differences that is what the items have in common, when they may measure it unequally well.",
    ),
    ("item-total", "With the rest", "The correlation of an item with the sum of the others."),
    (
        "floor",
        "Floor and ceiling",
        "The share of people with the lowest and the highest possible score: they cannot show that they got worse, or better.",
    ),
    (
        "change",
        "Mean change",
        "Later less earlier, of the people who answered both times, with a paired t interval.",
    ),
    ("effect-size", "Effect size", "The mean change over the standard deviation at the beginning."),
    ("srm", "SRM", "Standardised response mean: the mean change over the standard deviation of the changes."),
    (
        "reliable",
        "Reliable change",
        "A change larger than measurement error alone makes in 95 of 100 people (Jacobson and Truax 1991): 1.96 × SD × √2 × √(1 − reliability).",
    ),
    (
        "better",
        "Better, about the same, worse",
        "How many people changed by more than the amount beside it for the better or for the worse, and how many by less. In brackets their share, and its interval.",
    ),
    (
        "mic",
        "Minimal important change",
        "The smallest change that people call important, as the plan states it. Found in other groups, often with other wordings.",
    ),
    (
        "smd",
        "Standardised difference",
        "The difference between two groups over their pooled standard deviation. It does not grow with the number of people. For several categories it has no sign.",
    ),
    (
        "imputation",
        "Filling in (multiple imputation)",
        "Every missing answer is drawn several times from what people like this one answered; each set is analysed, and the results are pooled, so that not knowing makes intervals wider.",
    ),
    (
        "rubin",
        "Pooled degrees of freedom",
        "Rubin’s rules with Barnard and Rubin’s (1999) degrees of freedom, which never exceed those of complete data.",
    ),
    (
        "pooled-f",
        "Pooled F",
        "The test of all predictors of a block over the filled-in sets (D1: Li, Raghunathan and Rubin 1991).",
    ),
    ("fmi", "Missing information", "The share of what could be known about a coefficient that is missing."),
    (
        "weights",
        "Weights",
        "Each who stayed counts for those like them who left: the inverse of the chance of having stayed, given what was known at the beginning.",
    ),
    (
        "tipping",
        "Tipping point",
        "How far the missing answers would have to be from what was filled in before the conclusion changes. Whether that far is believable is for people to judge.",
    ),
    (
        "multiplicity",
        "Adjusted for several outcomes",
        "Who looks at several outcomes finds something by chance more often; adjusted p-values make up for it.",
    ),
    (
        "traces",
        "Rounds of filling in",
        "The filling in goes round until it comes to rest. The mean of what was filled in is followed in every set: they should lie among each other and drift nowhere.",
    ),
    ("groups", "Groups", "How many people, or clusters, a difference between them was estimated from."),
    (
        "reml",
        "REML criterion",
        "Minus twice the logarithm of the restricted likelihood, by which the model was fitted. It means something only beside another model of the same answers with the same predictors.",
    ),
    (
        "mixed",
        "Mixed model",
        "A line for everybody together, and for each person their own distance from it, by restricted maximum likelihood (REML).",
    ),
    (
        "icc",
        "ICC",
        "The share of all differences that lies between people (and clusters) and not from answer to answer.",
    ),
    (
        "plan-hash",
        "Fingerprint of the plan",
        "SHA-256 over the plan in one canonical form: any change of meaning changes it, a new comment does not.",
    ),
    ("data-hash", "Fingerprint of the data", "SHA-256 of the file, byte by byte."),
)

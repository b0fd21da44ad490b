# What every script shares: where things are, and how numbers are written (17 digits, with the versions of R and packages).
suppressPackageStartupMessages(library(jsonlite))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]                       # tests/reference
out <- arguments[2]                          # where the outputs are written
data_file <- function(name) file.path(folder, "data", name)

freeze <- function(name, values, packages = character()) {
  versions <- as.list(setNames(vapply(packages, function(p) as.character(packageVersion(p)), ""), packages))
  whole <- c(list(r = paste(R.version$major, R.version$minor, sep = "."), packages = versions), values)
  writeLines(toJSON(whole, digits = I(17), auto_unbox = TRUE, na = "null", null = "null", pretty = TRUE),
             file.path(out, paste0(name, ".json")))
}

bare <- function(x) unname(as.numeric(x))

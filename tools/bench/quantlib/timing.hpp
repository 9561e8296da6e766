// What every program here shares: numbers come as doubles on stdin, one answer leaves as doubles on stdout:
// CPU seconds of one pass, then the values of that pass.
#pragma once

#include <cstddef>
#include <cstdio>
#include <ctime>
#include <vector>

inline std::vector<double> readNumbers() {
  std::vector<double> numbers;
  double block[4096];
  for (std::size_t read; (read = std::fread(block, sizeof(double), 4096, stdin)) > 0;)
    numbers.insert(numbers.end(), block, block + read);
  return numbers;
}

inline double threadSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Runs `pass` once to warm up, then for at least 20 ms of CPU time, and writes seconds of one pass and its values.
template <class Pass>
int answer(std::vector<double>& values, Pass pass) {
  pass();
  const double began = threadSeconds();
  double used = 0;
  std::size_t passes = 0;
  for (; used < 0.02; ++passes, used = threadSeconds() - began) pass();
  const double seconds = used / static_cast<double>(passes);
  std::fwrite(&seconds, sizeof(double), 1, stdout);
  std::fwrite(values.data(), sizeof(double), values.size(), stdout);
  return 0;
}

inline int unknownTask(const char* task) {
  std::fprintf(stderr, "task %s is unknown\n", task);
  return 2;
}

// Paths of Heston by QuantLib's HestonProcess::evolve. Input: spot, rate, dividend yield, v0, kappa, theta, vol of vol,
// correlation, years a step, steps, paths, seed. Each task answers with the spots at the end, one a path.
//   truncation, qe-m               normals by QuantLib's PseudoRandom (Mersenne twister, inverse cumulative)
//   truncation-given, qe-m-given   normals drawn before the clock starts, so that evolve alone is timed
#include <cmath>
#include <string>

#include <ql/handle.hpp>
#include <ql/math/randomnumbers/rngtraits.hpp>
#include <ql/processes/hestonprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include "timing.hpp"

using namespace QuantLib;

int main(int, char** argv) {
  const std::string task = argv[1];
  const bool given = task.size() > 6 && task.substr(task.size() - 6) == "-given";
  const std::string scheme = given ? task.substr(0, task.size() - 6) : task;
  if (scheme != "truncation" && scheme != "qe-m") return unknownTask(argv[1]);
  const std::vector<double> in = readNumbers();
  const Date today(2, January, 2026);
  Settings::instance().evaluationDate() = today;
  const auto flat = [&](double rate) {
    return Handle<YieldTermStructure>(ext::make_shared<FlatForward>(today, rate, Actual365Fixed()));
  };
  const HestonProcess process(flat(in[1]), flat(in[2]), Handle<Quote>(ext::make_shared<SimpleQuote>(in[0])), in[3], in[4],
                              in[5], in[6], in[7],
                              scheme == "qe-m" ? HestonProcess::QuadraticExponentialMartingale
                                               : HestonProcess::FullTruncation);
  const double dt = in[8];
  const auto steps = static_cast<std::size_t>(in[9]);
  const auto paths = static_cast<std::size_t>(in[10]);
  PseudoRandom::rng_type normals(MersenneTwisterUniformRng(static_cast<unsigned long>(in[11])));
  std::vector<double> drawn(given ? 2 * steps * paths : 0);
  for (double& each : drawn) each = normals.next().value;
  std::vector<double> out(paths);
  return answer(out, [&] {
    const double* next = drawn.data();
    Array dw(2);
    for (std::size_t path = 0; path < paths; ++path) {
      Array state = process.initialValues();
      for (std::size_t step = 0; step < steps; ++step) {
        dw[0] = given ? *next++ : normals.next().value;
        dw[1] = given ? *next++ : normals.next().value;
        state = process.evolve(static_cast<double>(step) * dt, state, dt, dw);
      }
      out[path] = state[0];
    }
  });
}

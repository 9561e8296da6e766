// Black-76 by QuantLib. Input: forward, strike, discount factor, years, volatility and (for implied) undiscounted
// call price, six numbers an option; strikes at or above the forward are calls, the others puts.
//   formula     price                                        1 value an option
//   calculator  price, delta, gamma, vega, theta to forward  5 values an option (spot = forward * discount factor)
//   implied     standard deviation, accuracy 1e-9            1 value an option, -1 where QuantLib gives up
#include <cmath>
#include <cstring>
#include <exception>

#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>

#include "timing.hpp"

using namespace QuantLib;

namespace {

constexpr std::size_t FIELDS = 6;

struct Terms {
  double forward, strike, discount, years, deviation, price;
  Option::Type type;
};

Terms termsAt(const std::vector<double>& in, std::size_t i) {
  const double* row = &in[i * FIELDS];
  const Option::Type type = row[1] >= row[0] ? Option::Call : Option::Put;
  return {row[0], row[1], row[2], row[3], row[4] * std::sqrt(row[3]), row[5], type};
}

int formula(const std::vector<double>& in, std::size_t count) {
  std::vector<double> out(count);
  return answer(out, [&] {
    for (std::size_t i = 0; i < count; ++i) {
      const Terms t = termsAt(in, i);
      out[i] = blackFormula(t.type, t.strike, t.forward, t.deviation, t.discount);
    }
  });
}

int calculator(const std::vector<double>& in, std::size_t count) {
  std::vector<double> out(count * 5);
  return answer(out, [&] {
    for (std::size_t i = 0; i < count; ++i) {
      const Terms t = termsAt(in, i);
      const double spot = t.forward * t.discount;
      const BlackCalculator option(t.type, t.strike, t.forward, t.deviation, t.discount);
      out[i * 5] = option.value();
      out[i * 5 + 1] = option.delta(spot);
      out[i * 5 + 2] = option.gamma(spot);
      out[i * 5 + 3] = option.vega(t.years);
      out[i * 5 + 4] = option.theta(spot, t.years);
    }
  });
}

int implied(const std::vector<double>& in, std::size_t count) {
  std::vector<double> out(count);
  return answer(out, [&] {
    for (std::size_t i = 0; i < count; ++i) {
      const Terms t = termsAt(in, i);
      try {
        out[i] = blackFormulaImpliedStdDev(t.type, t.strike, t.forward, t.price, t.discount, 0.0, Null<Real>(), 1e-9, 200);
      } catch (const std::exception&) {
        out[i] = -1;
      }
    }
  });
}

}  // namespace

int main(int, char** argv) {
  const std::vector<double> in = readNumbers();
  const std::size_t count = in.size() / FIELDS;
  if (std::strcmp(argv[1], "formula") == 0) return formula(in, count);
  if (std::strcmp(argv[1], "calculator") == 0) return calculator(in, count);
  if (std::strcmp(argv[1], "implied") == 0) return implied(in, count);
  return unknownTask(argv[1]);
}

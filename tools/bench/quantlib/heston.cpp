// Heston and Bates options of one expiry by QuantLib. Input: spot, rate, dividend yield, days to expiry (365 a year), v0, kappa,
// theta, vol of vol, correlation, jumps a year, mean and deviation of a jump's log, then the strikes (strikes below the spot
// are puts, the others calls). One price an option. Tasks:
//   laguerre-144 laguerre-64 (AnalyticHestonEngine), control-variate (its optimal one, Lobatto 1e-8), fitting
//   (ExponentialFittingHestonEngine), cos (COSHestonEngine of 16 and 200), bates (BatesEngine of 144)
#include <cstring>
#include <string>

#include <ql/handle.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/models/equity/batesmodel.hpp>
#include <ql/models/equity/hestonmodel.hpp>
#include <ql/pricingengines/vanilla/analytichestonengine.hpp>
#include <ql/pricingengines/vanilla/batesengine.hpp>
#include <ql/pricingengines/vanilla/coshestonengine.hpp>
#include <ql/pricingengines/vanilla/exponentialfittinghestonengine.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include "timing.hpp"

using namespace QuantLib;

namespace {

constexpr std::size_t HEADER = 12;

Handle<YieldTermStructure> flat(const Date& today, double rate) {
  return Handle<YieldTermStructure>(ext::make_shared<FlatForward>(today, rate, Actual365Fixed()));
}

ext::shared_ptr<PricingEngine> batesEngine(const std::vector<double>& in, const Date& today) {
  const Handle<Quote> spot(ext::make_shared<SimpleQuote>(in[0]));
  return ext::make_shared<BatesEngine>(
      ext::make_shared<BatesModel>(ext::make_shared<BatesProcess>(flat(today, in[1]), flat(today, in[2]), spot, in[4], in[5],
                                                                  in[6], in[7], in[8], in[9], in[10], in[11])),
      144);
}

ext::shared_ptr<PricingEngine> engineFor(const std::string& task, const std::vector<double>& in, const Date& today) {
  if (task == "bates") return batesEngine(in, today);
  const Handle<Quote> spot(ext::make_shared<SimpleQuote>(in[0]));
  const auto model = ext::make_shared<HestonModel>(ext::make_shared<HestonProcess>(
      flat(today, in[1]), flat(today, in[2]), spot, in[4], in[5], in[6], in[7], in[8]));
  if (task == "laguerre-144") return ext::make_shared<AnalyticHestonEngine>(model, 144);
  if (task == "laguerre-64") return ext::make_shared<AnalyticHestonEngine>(model, 64);
  if (task == "control-variate")
    return ext::make_shared<AnalyticHestonEngine>(model, AnalyticHestonEngine::OptimalCV,
                                                  AnalyticHestonEngine::Integration::gaussLobatto(1e-8, 1e-8));
  if (task == "fitting") return ext::make_shared<ExponentialFittingHestonEngine>(model);
  if (task == "cos") return ext::make_shared<COSHestonEngine>(model, 16, 200);
  return {};
}

}  // namespace

int main(int, char** argv) {
  const std::vector<double> in = readNumbers();
  const Date today(2, January, 2026);
  Settings::instance().evaluationDate() = today;
  const auto engine = engineFor(argv[1], in, today);
  if (!engine) return unknownTask(argv[1]);
  std::vector<ext::shared_ptr<VanillaOption>> options;
  for (std::size_t i = HEADER; i < in.size(); ++i) {
    const auto type = in[i] < in[0] ? Option::Put : Option::Call;
    options.push_back(ext::make_shared<VanillaOption>(ext::make_shared<PlainVanillaPayoff>(type, in[i]),
                                                      ext::make_shared<EuropeanExercise>(today + static_cast<int>(in[3]))));
    options.back()->setPricingEngine(engine);
  }
  std::vector<double> out(options.size());
  return answer(out, [&] {
    for (std::size_t i = 0; i < options.size(); ++i) {
      options[i]->recalculate();
      out[i] = options[i]->NPV();
    }
  });
}

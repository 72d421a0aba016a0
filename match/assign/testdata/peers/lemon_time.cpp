// lemon_time FILE.i32 ROWS COLS: times LEMON's network simplex on a cost matrix.
//
// FILE holds ROWS x COLS int32 costs, row after row; 2147483647 is a forbidden pair and
// becomes no arc. FILE.caps, if it is there, holds the places of each column. Every row
// is placed. Prints milliseconds, without reading and building, and the total cost.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

using Graph = lemon::SmartDigraph;

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const std::string path = argv[1];
  const int rows = std::atoi(argv[2]), cols = std::atoi(argv[3]);
  std::vector<int> caps(cols, 1);
  if (std::ifstream in(path + ".caps"); in)
    for (int &c : caps) in >> c;

  Graph g;
  g.reserveNode(rows + cols + 1);
  std::vector<Graph::Node> row(rows), col(cols);
  for (auto &n : row) n = g.addNode();
  for (auto &n : col) n = g.addNode();
  const auto sink = g.addNode();
  Graph::ArcMap<long long> cost(g), upper(g);
  Graph::NodeMap<long long> supply(g);

  std::FILE *in = std::fopen(path.c_str(), "rb");
  if (!in) return 2;
  std::vector<int32_t> line(cols);
  for (int i = 0; i < rows; i++) {
    if (std::fread(line.data(), 4, cols, in) != static_cast<size_t>(cols)) return 2;
    supply[row[i]] = 1;
    for (int j = 0; j < cols; j++) {
      if (line[j] == INT32_MAX) continue;
      const auto arc = g.addArc(row[i], col[j]);
      cost[arc] = line[j];
      upper[arc] = 1;
    }
  }
  std::fclose(in);
  for (int j = 0; j < cols; j++) {
    const auto arc = g.addArc(col[j], sink);
    upper[arc] = caps[j];
  }
  supply[sink] = -rows;

  const auto start = std::chrono::steady_clock::now();
  lemon::NetworkSimplex<Graph, long long> simplex(g);
  simplex.upperMap(upper).costMap(cost).supplyMap(supply);
  const auto found = simplex.run();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  if (found != simplex.OPTIMAL) return 1;
  std::printf("%.1f %lld\n", took.count(), static_cast<long long>(simplex.totalCost()));
}

//! Gradients and statistics of a network under the names and in the layout of the reference.

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Gradients, Tensor};

type Named = Vec<(String, Vec<f32>)>;

/// The gradient of each parameter; dense weights as `[out, in]`.
pub(crate) fn gradients<M: Module>(module: &M, gradients: &Gradients) -> Named {
    collect(module, Some(gradients))
}

/// Each running statistic.
pub(crate) fn statistics<M: Module>(module: &M) -> Named {
    collect(module, None)
}

fn collect<M: Module>(module: &M, gradients: Option<&Gradients>) -> Named {
    let mut collector = Collector {
        path: Vec::new(),
        gradients,
        named: Vec::new(),
    };
    module.visit(&mut collector);
    collector.named
}

struct Collector<'a> {
    path: Vec<(String, String)>,
    gradients: Option<&'a Gradients>,
    named: Named,
}

impl Collector<'_> {
    fn name(&self) -> String {
        let names: Vec<&str> = self
            .path
            .iter()
            .filter(|(_, container)| !container.starts_with("Enum:"))
            .map(|(field, _)| match field.as_str() {
                "gamma" => "weight",
                "beta" => "bias",
                field => field,
            })
            .collect();
        names.join(".")
    }
}

impl ModuleVisitor for Collector<'_> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.push((name.to_owned(), container.to_owned()));
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let (field, container) = self.path.last().expect("a parameter has a field");
        let statistic = field.starts_with("running_");
        let dense = field == "weight" && container == "Struct:Linear";
        let tensor = match self.gradients {
            None if statistic => param.val(),
            Some(gradients) if !statistic => {
                param.val().grad(gradients).expect("every parameter learns")
            }
            _ => return,
        };
        let tensor = if dense { tensor.transpose() } else { tensor };
        let values = tensor.into_data().try_to_vec().expect("f32");
        self.named.push((self.name(), values));
    }
}

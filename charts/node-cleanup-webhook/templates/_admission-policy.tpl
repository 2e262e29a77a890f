{{/* How Nodes get the finalizer, with `auto` decided: webhook or policy. */}}
{{- define "ncw.admission.mode" -}}
{{- $has := .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" -}}
{{- $isAsked := include "ncw.isClusterAsked" . -}}
{{- $compares := regexMatch "[<>]" ((.Values.config).nodeSelector | default "") -}}
{{- if eq .Values.admission.mode "policy" -}}
{{- if and $isAsked (not $has) -}}
{{- fail "admission.mode is policy, but this API server has no MutatingAdmissionPolicy (admissionregistration.k8s.io/v1, Kubernetes 1.36 and later): set admission.mode to auto or webhook" -}}
{{- end -}}
{{- if $compares -}}
{{- fail (printf "admission.mode is policy, but config.nodeSelector compares numbers (%s), which the selector of a policy cannot say: set admission.mode to auto or webhook" (.Values.config).nodeSelector) -}}
{{- end -}}
{{- end -}}
{{- if ne .Values.admission.mode "auto" -}}
{{- .Values.admission.mode -}}
{{- else if and $has (not $compares) -}}
policy
{{- else -}}
webhook
{{- end -}}
{{- end -}}

{{/* config.nodeSelector, a text with the grammar of `kubectl get -l`, as the matchExpressions of a LabelSelector. They mean the
same: both are read into the same requirements (k8s.io/apimachinery, labels.Requirement). */}}
{{- define "ncw.admission.matchExpressions" -}}
{{- $text := (.Values.config).nodeSelector | default "" | trim -}}
{{- $key := `(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?` -}}
{{- $value := `(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?` -}}
{{- $set := printf `%s\s+(?:notin|in)\s*\(\s*%s\s*(?:,\s*%s\s*)*\)` $key $value $value -}}
{{- $equal := printf `%s\s*(?:==|!=|=)\s*%s` $key $value -}}
{{- $one := printf `(?:%s|%s|!\s*%s|%s)` $set $equal $key $key -}}
{{- if and $text (or (not (regexMatch (printf `^%s(?:\s*,\s*%s)*$` $one $one) $text)) (regexMatch `\(\s*\)` $text)) -}}
{{- fail (printf "config.nodeSelector is not a label selector: %s" $text) -}}
{{- end -}}
{{- range regexFindAll $one $text -1 }}
{{- if hasPrefix "!" . }}
- key: {{ trimPrefix "!" . | trim | quote }}
  operator: DoesNotExist
{{- else if contains "(" . }}
- key: {{ regexFind (printf `^%s` $key) . | quote }}
  operator: {{ regexMatch (printf `^%s\s+notin\s*\(` $key) . | ternary "NotIn" "In" }}
  values:
    {{- range regexFind `\(.*\)` (. | replace "\n" " ") | trimPrefix "(" | trimSuffix ")" | splitList "," }}
    - {{ trim . | quote }}
    {{- end }}
{{- else if contains "=" . }}
- key: {{ regexFind (printf `^%s` $key) . | quote }}
  operator: {{ contains "!=" . | ternary "NotIn" "In" }}
  values:
    - {{ regexReplaceAll `^[^=]*==?` . "" | trim | quote }}
{{- else }}
- key: {{ . | quote }}
  operator: Exists
{{- end }}
{{- end }}
{{- end -}}
